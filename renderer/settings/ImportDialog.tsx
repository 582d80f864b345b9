import type { ImportJob } from '#contract/import-job';
import { useState } from 'react';
import { Dialog } from '../kit/Dialog';
import { useText } from '../text/TextProvider';
import { ImportColumns } from './ImportColumns';
import { ImportFile } from './ImportFile';
import { ImportList } from './ImportList';
import classes from './settings.module.css';

type Props = { readonly opened: boolean; readonly onClose: () => void };

/** An administrator brings data in: choose, look, run, and see what became of it. */
export function ImportDialog({ opened, onClose }: Props) {
  const { say } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} size={820} title={say('import.title')}>
      <Steps />
    </Dialog>
  );
}

/** A job goes on without the dialog; what was chosen and not started is forgotten with it. */
function Steps() {
  const { say } = useText();
  const [uploaded, setUploaded] = useState<{ readonly job: ImportJob; readonly isPages: boolean } | null>(null);
  const [begun, setBegun] = useState(0);
  const toRest = (): void => {
    setUploaded(null);
    setBegun((before) => before + 1);
  };
  if (uploaded !== null) return <ImportColumns {...uploaded} onStarted={toRest} onCancel={toRest} />;
  return (
    <>
      <p className={classes['lead']}>{say('import.lead')}</p>
      <ImportFile onUploaded={(job, isPages) => setUploaded({ job, isPages })} />
      <ImportList key={begun} />
    </>
  );
}
