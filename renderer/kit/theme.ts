import { createTheme, Kbd, Menu, mergeThemeOverrides, Modal, Notification, Select, Tabs, Tooltip, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const iris: MantineColorsTuple = ['#eef1fe', '#dfe4fc', '#c0caf8', '#9daef2', '#7f93ec', '#6479e4', '#5468e4', '#4053c8', '#3645a6', '#2b3884'];
const slate: MantineColorsTuple = ['#e8ebf2', '#c0c6d4', '#949db0', '#6c7589', '#394152', '#242a36', '#1a1e27', '#14171e', '#0e1015', '#090b0f'];

/** So many pixels of letters, as large as the person wants them. */
function type(pixels: number): string {
  return `calc(${pixels}px * var(--type))`;
}

/** Mantine in our clothes: dense, 4/8 px rhythm, one accent; meanings come from palette.css. */
export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 7, dark: 6 },
  colors: { iris, dark: slate },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: type(12), sm: type(13), md: type(14), lg: type(16), xl: type(20) },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  components: {
    // A click beside a window loses nothing of what was typed in it.
    // Locking the scroll would inject a style without our nonce, and the page itself never scrolls.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, closeOnClickOutside: false, radius: 'lg', padding: 'xl', centered: true, overlayProps: { backgroundOpacity: 0.35 }, transitionProps: { duration: 120 } },
      styles: { content: { border: '1px solid var(--line)', scrollPaddingBlock: '72px' }, title: { fontSize: type(17), fontWeight: 650 }, header: { paddingBottom: 8 } },
    }),
    // Mantine's grey is 3.3 : 1 on white.
    Notification: Notification.extend({ styles: { root: { paddingBlock: 10 }, title: { color: 'var(--ink)' }, description: { color: 'var(--ink-soft)' } } }),
    // The placeholder that takes the focus is no child that a menu may have; its first item takes it.
    Menu: Menu.extend({ defaultProps: { shadow: 'md', radius: 'md', withInitialFocusPlaceholder: false, transitionProps: { duration: 80 } } }),
    // A list without an option is none: what says so is one that cannot be chosen.
    Select: Select.extend({ defaultProps: { attributes: { empty: { role: 'option', 'aria-disabled': true, 'aria-selected': false } } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, radius: 'sm', transitionProps: { duration: 80 }, events: { hover: true, focus: true, touch: false } } }),
    Tabs: Tabs.extend({ styles: { tab: { paddingBlock: 8 } } }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
  },
});

const still = { transitionProps: { duration: 0 } };

/** The same for who wants nothing to move, whatever their system says. */
export const stillTheme = mergeThemeOverrides(theme, createTheme({ components: { Modal: Modal.extend({ defaultProps: still }), Menu: Menu.extend({ defaultProps: still }), Tooltip: Tooltip.extend({ defaultProps: still }) } }));

const grounds = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-dim)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-placeholder': 'var(--ink-dim)',
  // Mantine's red is 3.7 : 1 on our grounds.
  '--mantine-color-error': 'var(--breached)',
};

/** In the dark Mantine paints the words of every quiet button and mark white, and what is disabled in the colour of our panels. */
const inTheDark = {
  ...quiet('iris', 'accent-ground', 'accent-ink'),
  ...quiet('red', 'breached-ground', 'breached'),
  '--mantine-color-disabled': 'var(--line)',
};

function quiet(color: string, ground: string, ink: string): Record<string, string> {
  const name = `--mantine-color-${color}-light`;
  return { [name]: `var(--${ground})`, [`${name}-hover`]: `color-mix(in srgb, var(--${ground}), var(--${ink}) 12%)`, [`${name}-color`]: `var(--${ink})` };
}

/** The same names in both appearances; palette.css knows what they are in each. */
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: grounds, dark: { ...grounds, ...inTheDark } });
