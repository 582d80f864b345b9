import { Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useAct } from '../kit/act';
import { useText } from '../text/TextProvider';

/** Whether teams see of each other's contacts with a customer that there were some. */
export function ContactsShared() {
  const { say } = useText();
  const { ask } = useAct();
  const [shared, setShared] = useState<boolean | null>(null);
  useEffect(() => {
    let wanted = true;
    void ask('contacts.shared', {}).then((outcome) => wanted && outcome.ok && setShared(outcome.value.shared));
    return () => {
      wanted = false;
    };
  }, [ask]);
  async function share(next: boolean): Promise<void> {
    if ((await ask('contacts.share', { shared: next })).ok) setShared(next);
  }
  return <Switch mt="lg" label={say('contacts.share')} description={say('contacts.shareHint')} disabled={shared === null} checked={shared ?? false} onChange={(event) => void share(event.currentTarget.checked)} />;
}
