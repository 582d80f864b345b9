import { black, colorOf, contrast, inkOn, readable, white, type Color } from '#kernel/color';

/** How a shop wants the widget to look, from the attributes of its script. */
export type Look = {
  readonly color: Color;
  /** Radius of the corners, in pixels. */
  readonly corner: number;
  readonly side: 'left' | 'right';
  /** Words beside the picture of the closed chat; may be empty. */
  readonly label: string;
  /** In place of our own first words; may be empty. */
  readonly greeting: string;
};

/** The brightest and the darkest ground that coloured words stand on, as the style has them. */
const lightGround: Color = [245, 246, 249];
const darkGround: Color = [37, 44, 59];
/** The quiet words in the visitor's own bubbles. */
const lightQuiet: Color = [93, 102, 122];
const darkQuiet: Color = [195, 205, 240];

const longestLabel = 30;
const longestGreeting = 120;

export function readLook({ color, corner, side, label, greeting }: Readonly<Record<string, string | undefined>>): Look {
  return {
    color: colorOf(color ?? '') ?? [53, 88, 212],
    corner: Math.min(28, Math.max(0, Number.parseInt(corner ?? '', 10) || (corner === '0' ? 0 : 16))),
    side: side === 'left' ? 'left' : 'right',
    label: (label ?? '').trim().slice(0, longestLabel),
    greeting: (greeting ?? '').trim().slice(0, longestGreeting),
  };
}

/**
 * The values that the style builds on. Whatever colour a shop has, what is written on it and with it can be read: words on it are black
 * or white, words in it are darkened or lightened as far as their ground asks. All are set, so that none comes from the page.
 */
export function shades({ color, corner }: Pick<Look, 'color' | 'corner'>): Readonly<Record<string, string>> {
  return {
    '--brand': css(color),
    '--brand-ink': css(inkOn(color)),
    '--link-light': css(apart(color, black, lightGround)),
    '--link-dark': css(apart(color, white, darkGround)),
    '--own-light': css(apart(mixed(white, color, 0.18), white, lightQuiet)),
    '--own-dark': css(apart(mixed([26, 31, 43], color, 0.35), black, darkQuiet)),
    '--corner': `${corner}px`,
  };
}

/** The colour, moved towards another one until the two of them can be told apart. */
function apart(color: Color, towards: Color, other: Color): Color {
  for (let share = 0; share < 1; share += 0.05) {
    const moved = mixed(color, towards, share);
    if (contrast(moved, other) >= readable) return moved;
  }
  return towards;
}

function mixed([red, green, blue]: Color, other: Color, share: number): Color {
  const mix = (one: number, second: number): number => Math.round(one + (second - one) * share);
  return [mix(red, other[0]), mix(green, other[1]), mix(blue, other[2])];
}

function css(color: Color): string {
  return `rgb(${color.join(' ')})`;
}
