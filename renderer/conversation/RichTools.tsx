import { isLinkAddress } from '#domain/channel/rich-text';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconBlockquote, IconBold, IconItalic, IconLink, IconList, IconListNumbers, type Icon } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Chord } from '../kit/chord';
import { useNamed } from '../kit/own-keys';
import { useText } from '../text/TextProvider';
import type { RichTool } from './rich-editor';
import rich from './RichField.module.css';

type Drawn = { readonly tool: RichTool; readonly Drawing: Icon; readonly chord: Chord };

const drawings: readonly Drawn[] = [
  { tool: 'bold', Drawing: IconBold, chord: 'mod+b' },
  { tool: 'italic', Drawing: IconItalic, chord: 'mod+i' },
  { tool: 'points', Drawing: IconList, chord: 'mod+shift+8' },
  { tool: 'numbers', Drawing: IconListNumbers, chord: 'mod+shift+7' },
  { tool: 'quote', Drawing: IconBlockquote, chord: 'mod+shift+9' },
];

type Props = { readonly on: readonly RichTool[]; readonly linking: boolean; readonly onTool: (tool: RichTool) => void; readonly onLinking: (linking: boolean) => void; readonly onLink: (href: string | null) => void };

/** The forms that a mail's text may have; each also has its key. Not drawn with every letter. */
export const RichTools = memo(function RichTools({ on, linking, onTool, onLinking, onLink }: Props) {
  const { say } = useText();
  const linkNamed = useNamed(say('rich.link'), 'mod+shift+k');
  return (
    <div className={rich['tools']} role="toolbar" aria-label={say('rich.tools')}>
      {drawings.map((drawn) => (
        <Tool key={drawn.tool} {...drawn} isOn={on.includes(drawn.tool)} onTool={onTool} />
      ))}
      <ActionIcon size={26} variant="subtle" color="gray" aria-expanded={linking} {...linkNamed} onMouseDown={(event) => event.preventDefault()} onClick={() => onLinking(!linking)}>
        <IconLink size={16} stroke={1.75} />
      </ActionIcon>
      {linking && <LinkForm onLink={onLink} />}
    </div>
  );
});

function Tool({ tool, Drawing, chord, isOn, onTool }: Drawn & Pick<Props, 'onTool'> & { readonly isOn: boolean }) {
  const { say } = useText();
  const named = useNamed(say(`rich.${tool}`), chord);
  return (
    <ActionIcon size={26} variant={isOn ? 'light' : 'subtle'} color="gray" aria-pressed={isOn} {...named} onMouseDown={(event) => event.preventDefault()} onClick={() => onTool(tool)}>
      <Drawing size={16} stroke={1.75} />
    </ActionIcon>
  );
}

function LinkForm({ onLink }: Pick<Props, 'onLink'>) {
  const { say } = useText();
  const [href, setHref] = useState('https://');
  const [isTried, setTried] = useState(false);
  const put = (): void => {
    setTried(true);
    if (isLinkAddress(href.trim())) onLink(href.trim());
  };
  const hear = (event: React.KeyboardEvent): void => {
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') put();
    else onLink(null);
  };
  // No form: it may stand in one, of which the whole would be sent.
  return (
    <div className={rich['link']} role="group" aria-label={say('rich.link')} onKeyDown={hear}>
      <TextInput size="xs" autoFocus name="link" data-mantine-stop-propagation aria-label={say('rich.address')} value={href} error={isTried && !isLinkAddress(href.trim()) ? say('rich.noAddress') : null} onChange={(event) => setHref(event.currentTarget.value)} />
      <Button size="xs" variant="default" onClick={put}>{say('rich.putLink')}</Button>
    </div>
  );
}
