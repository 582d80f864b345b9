import { Button, Group } from '@mantine/core';

type Props = { readonly message: string; readonly label: string; readonly onUndo: () => void };

/** What was done, with the way back. */
export function Offer({ message, label, onUndo }: Props) {
  return (
    <Group gap="sm" wrap="nowrap" justify="space-between">
      <span>{message}</span>
      <Button size="compact-sm" variant="light" flex="none" onClick={onUndo}>
        {label}
      </Button>
    </Group>
  );
}
