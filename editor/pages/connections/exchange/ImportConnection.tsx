// Brings an exported connection in: the file, what would come of it, and then the secrets to fill in.
import { type ReactElement, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useNavigate } from 'react-router';
import { api } from '../../../api.ts';
import { Button } from '../../../kit/Button.tsx';
import { FormDialog } from '../../../kit/FormDialog.tsx';
import { TextField } from '../../../kit/TextField.tsx';
import { useSend } from '../../../kit/use-send.ts';
import type { ConnectionExport, ConnectionImportReport } from '../../../types.ts';
import { ImportReport } from './ImportReport.tsx';
import { readExport } from './import-file.ts';
import { SecretsToSet } from './SecretsToSet.tsx';

type Step =
  | { is: 'file' }
  | { is: 'report'; file: ConnectionExport; report: ConnectionImportReport }
  | { is: 'secrets'; report: ConnectionImportReport };

const IMPORT = '/api/connections/import';

/** The three steps. Where no secret is missing the second leads to the connection at once. */
export function ImportConnection({ onClose }: { onClose: () => void }): ReactElement {
  const go = useNavigate();
  const [step, setStep] = useState<Step>({ is: 'file' });
  const open = (slug: string) => void go(`/connections/${slug}`);
  const done = (report: ConnectionImportReport): void => {
    if (report.secrets.every(({ set }) => set)) open(report.slug);
    else setStep({ is: 'secrets', report });
  };
  if (step.is === 'secrets') {
    return <SecretsToSet report={step.report} onDone={() => open(step.report.slug)} onClose={onClose} />;
  }
  if (step.is === 'report') {
    return <ReportStep {...step} onBack={() => setStep({ is: 'file' })} onDone={done} onClose={onClose} />;
  }
  return <FileStep onRead={(file, report) => setStep({ is: 'report', file, report })} onClose={onClose} />;
}

interface FileStepProps {
  onRead: (file: ConnectionExport, report: ConnectionImportReport) => void;
  onClose: () => void;
}

function FileStep({ onRead, onClose }: FileStepProps): ReactElement {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const { send, isPending, error } = useSend(
    (file: ConnectionExport) => api.post<ConnectionImportReport>(IMPORT, { file, dryRun: true }),
    { onDone: (report, file) => onRead(file, report), onFailed: () => undefined },
  );
  const take = (next: string): void => {
    setText(next);
    setFault(undefined);
  };
  const look = (): void => {
    const read = readExport(text);
    if ('says' in read) setFault(read.says);
    else send(read.file);
  };
  return (
    <FormDialog
      title="Import a connection"
      action="See what it would do"
      shape="wide"
      onSubmit={look}
      onClose={onClose}
      isPending={isPending}
      error={error}
    >
      <div>
        <FileTrigger
          acceptedFileTypes={['.json', 'application/json']}
          onSelect={(files) => void files?.[0]?.text().then(take)}
        >
          <Button icon="file">Choose a file</Button>
        </FileTrigger>
      </div>
      <TextField
        label="Or paste the text of an exported connection"
        value={text}
        onChange={take}
        rows={9}
        isMono
        placeholder={'{\n  "leadflow": 1,\n  "kind": "connection",'}
        error={fault}
      />
    </FormDialog>
  );
}

interface ReportStepProps {
  file: ConnectionExport;
  report: ConnectionImportReport;
  onBack: () => void;
  onDone: (report: ConnectionImportReport) => void;
  onClose: () => void;
}

/** What differs stays as it is here, unless it is chosen to be written over. */
function ReportStep({ file, report, onBack, onDone, onClose }: ReportStepProps): ReactElement {
  const [replace, setReplace] = useState<readonly string[]>([]);
  const { send, isPending, error } = useSend(
    () => api.post<ConnectionImportReport>(IMPORT, { file, dryRun: false, replace }),
    {
      done: () => `${file.connection.name} was imported.`,
      refresh: ['/api/connections', '/api/templates', '/api/adaptors', '/api/names', '/api/secrets'],
      onDone,
      onFailed: () => undefined,
    },
  );
  return (
    <FormDialog
      title={`What importing ${file.connection.name} would do`}
      action="Import"
      leave="Back"
      shape="wide"
      onSubmit={() => send()}
      onClose={isPending ? onClose : onBack}
      isPending={isPending}
      isReady={replace.length > 0 || report.parts.some(({ state }) => state === 'new')}
      error={error}
    >
      <ImportReport report={report} replace={replace} onReplace={setReplace} />
    </FormDialog>
  );
}
