import { Button, Group } from '@mantine/core';

type Props = { readonly message: string; readonly label: string; readonly onPress: () => void };

/** What was done, with what can be done about it. */
export function Offer({ message, label, onPress }: Props) {
  return (
    <Group gap="sm" wrap="nowrap" justify="space-between">
      <span>{message}</span>
      <Button size="compact-sm" variant="light" flex="none" onClick={onPress}>
        {label}
      </Button>
    </Group>
  );
}
