import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useText } from '../text/TextProvider';
import { afterPaint } from './after-paint';

/**
 * A dialog that is nothing until it is opened for the first time: a closed one costs as much to draw as what is seen, and each
 * conversation brings several.
 */
export function Dialog(props: ModalProps) {
  const [isThere, setThere] = useState(props.opened);
  if (props.opened && !isThere) setThere(true);
  return isThere ? <Appearing {...props} /> : null;
}

/** It comes closed and opens then: so it knows where the cursor was, and gives it back. */
function Appearing({ opened, ...rest }: ModalProps) {
  const { say } = useText();
  const [isBegun, setBegun] = useState(false);
  useEffect(() => afterPaint(() => setBegun(true)), []);
  return <Modal opened={opened && isBegun} closeButtonProps={{ 'aria-label': say('notice.close') }} {...rest} />;
}
