import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../text/TextProvider';

/** A field for a password or PIN; the button that shows it says in the person's language what it does. */
export function SecretField(props: PasswordInputProps) {
  const { say } = useText();
  const [isShown, setShown] = useState(false);
  return <PasswordInput withAsterisk={false} visible={isShown} onVisibilityChange={setShown} visibilityToggleButtonProps={{ 'aria-label': say(isShown ? 'secret.hide' : 'secret.show') }} {...props} />;
}
