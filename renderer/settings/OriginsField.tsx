import { Textarea } from '@mantine/core';
import { useText } from '../text/TextProvider';

type Props = { readonly lines: string; readonly wrong: string | null; readonly onChange: (lines: string) => void };

export function OriginsField({ lines, wrong, onChange }: Props) {
  const { say } = useText();
  return (
    <Textarea
      label={say('widget.origins')}
      description={say('widget.origins.hint')}
      placeholder={say('widget.origins.example')}
      error={wrong === null ? undefined : say('widget.origins.wrong', { line: wrong })}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={10_000}
      spellCheck={false}
      value={lines}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
