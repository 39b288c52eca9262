// Takes an exported flow in: first a report of what would happen, then the import itself.
import { type ReactElement, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useNavigate } from 'react-router';
import { api, withQuery } from '../../api.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { ProblemNotice } from '../../kit/Notice.tsx';
import { freeSlug, slugFault } from '../../kit/slug.ts';
import { TextField } from '../../kit/TextField.tsx';
import { useSend } from '../../kit/use-send.ts';
import type { FlowExport, ImportReport } from '../../types.ts';
import { ImportSummary } from './ImportSummary.tsx';
import { readExport } from './import-file.ts';

const IMPORT = withQuery('/api/flows/import', { dryRun: false });

/** The import in two steps. `taken`: slugs of the flows that are there. */
export function ImportDialog({ taken, onClose }: { taken: readonly string[]; onClose: () => void }): ReactElement {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string>();
  const [file, setFile] = useState<FlowExport>();
  const real = useSend((given: FlowExport) => api.post<ImportReport>(IMPORT, given), {
    done: (report) => `${report.slug} was imported as a draft.`,
    refresh: ['/api/flows', '/api/names', '/api/connections', '/api/adaptors'],
    onDone: (report) => navigate(`/flows/${report.slug}`),
    onFailed: () => undefined,
  });
  const check = (): void => {
    const found = readExport(text);
    setFault(found.ok ? undefined : found.says);
    if (found.ok) setFile({ ...found.file, slug: freeSlug(found.file.slug, taken) });
  };
  if (file) {
    return <ReportStep file={file} taken={taken} real={real} onBack={() => setFile(undefined)} onClose={onClose} />;
  }
  return (
    <Dialog
      title="Import a flow"
      shape="wide"
      onClose={onClose}
      onSubmit={check}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" kind="primary">
            See what it would do
          </Button>
        </>
      }
    >
      <div className="lf-stack">
        <FileChoice
          onText={(content) => {
            setText(content);
            setFault(undefined);
          }}
        />
        <TextField
          label="Or paste the text of an exported flow"
          value={text}
          onChange={setText}
          rows={9}
          isMono
          placeholder={'{\n  "leadflow": 1,\n  "slug": "acme-leads",'}
          error={fault}
        />
      </div>
    </Dialog>
  );
}

function FileChoice({ onText }: { onText: (text: string) => void }): ReactElement {
  return (
    <div>
      <FileTrigger
        acceptedFileTypes={['.json', 'application/json']}
        onSelect={(files) => void files?.[0]?.text().then(onText)}
      >
        <Button icon="file">Choose a file</Button>
      </FileTrigger>
    </div>
  );
}

interface ReportStepProps {
  file: FlowExport;
  taken: readonly string[];
  real: { send: (file: FlowExport) => void; isPending: boolean; error: unknown };
  onBack: () => void;
  onClose: () => void;
}

/** What the import would do, with the name that the flow gets here. */
function ReportStep({ file, taken, real, onBack, onClose }: ReportStepProps): ReactElement {
  const [slug, setSlug] = useState(file.slug);
  const fault =
    slugFault(slug) ?? (taken.includes(slug) ? 'There is already a flow with this name; choose another.' : undefined);
  return (
    <Dialog
      title="What the import would do"
      shape="wide"
      onClose={onClose}
      onSubmit={() => fault === undefined && real.send({ ...file, slug })}
      actions={
        <>
          <Button onPress={onBack}>Back</Button>
          <Button type="submit" kind="primary" isPending={real.isPending} isDisabled={fault !== undefined}>
            Import as a draft
          </Button>
        </>
      }
    >
      <div className="lf-stack">
        <ProblemNotice error={real.error} />
        <TextField
          label="Folder"
          description="The short name of the flow here."
          value={slug}
          onChange={setSlug}
          isMono
          error={fault}
        />
        <ImportSummary file={file} />
      </div>
    </Dialog>
  );
}
