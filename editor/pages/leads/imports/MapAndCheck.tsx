// The mapping of a file's columns, with its first rows as samples, what is chosen for its leads, and the check.
import { type ReactElement, useState } from 'react';
import type { AdaptorDocument } from '../../../../flows/language/document.ts';
import { Button } from '../../../kit/Button.tsx';
import { ProblemNotice } from '../../../kit/Notice.tsx';
import { Card } from '../../../kit/Page.tsx';
import { SaveBar } from '../../../kit/SaveBar.tsx';
import { Select } from '../../../kit/Select.tsx';
import { UndoButtons } from '../../../kit/UndoButtons.tsx';
import { useDocument } from '../../../kit/use-document.ts';
import { useCanEdit } from '../../../shell/session.ts';
import type { AdaptorDetail, LeadImport, LeadImportSettings } from '../../../types.ts';
import { adaptorFault } from '../../adaptors/adaptor-model.ts';
import { type DeskDialog, MappingDesk } from '../../adaptors/MappingDesk.tsx';
import type { Sample } from '../../adaptors/samples.ts';
import { number } from './import-words.ts';
import type { KnownFile } from './Preparing.tsx';
import { ReportCard } from './ReportCard.tsx';
import { SettingsCard } from './SettingsCard.tsx';
import { phoneFieldOf } from './start-mapping-rows.ts';
import { useImportAct } from './use-lead-import.ts';

interface MapAndCheckProps {
  stand: LeadImport;
  file: KnownFile;
  detail: AdaptorDetail;
  isReadOnly: boolean;
}

/** What was checked holds only for the mapping and the choices of then: a change asks for another check. */
export function MapAndCheck({ stand, file, detail, isReadOnly }: MapAndCheckProps): ReactElement {
  const doc = useDocument<AdaptorDocument>(detail, {
    path: `/api/adaptors/${detail.slug}`,
    refresh: ['/api/adaptors', '/api/names'],
  });
  const { draft, change } = doc;
  const [settings, setSettings] = useState<LeadImportSettings>(() => startOf(stand, detail));
  const [dialog, setDialog] = useState<DeskDialog>();
  const [row, setRow] = useState(0);
  const [isChanged, setChanged] = useState(false);
  const sample = sampleAt(file, row, Date.parse(stand.at));
  const picker = <RowPicker file={file} row={row} onRow={setRow} />;
  const isOpen = !isReadOnly && stand.state !== 'checking';
  return (
    <>
      {!isReadOnly && (
        <div className="lf-row">
          <UndoButtons doc={doc} />
          <Button icon="bolt" onPress={() => setDialog('match')}>
            Auto-match
          </Button>
        </div>
      )}
      <MappingDesk
        {...{ sample, dialog, draft, picker }}
        slug={detail.slug}
        usedBy={detail.usedBy}
        endpoints={[]}
        onChange={(fields, how) => {
          setChanged(true);
          change({ ...draft, fields }, how);
        }}
        onSample={() => undefined}
        onDialog={setDialog}
        isReadOnly={isReadOnly}
      />
      {!isReadOnly && <SaveBar doc={doc} fault={adaptorFault(draft)} />}
      <SettingsCard
        settings={settings}
        onChange={(next) => {
          setChanged(true);
          setSettings(next);
        }}
        targets={draft.fields.map(({ target }) => target)}
        isReadOnly={!isOpen}
      />
      <CheckCard
        stand={stand}
        settings={{ ...settings, adaptor: detail.slug }}
        isOpen={isOpen}
        isDirty={doc.isDirty}
        isChecked={stand.report !== null && !isChanged}
        onCheck={() => setChanged(false)}
      />
      {stand.report && (
        <ReportCard stand={stand} report={stand.report} isStale={isChanged || doc.isDirty} isReadOnly={!isOpen} />
      )}
    </>
  );
}

interface CheckCardProps {
  stand: LeadImport;
  settings: LeadImportSettings;
  isOpen: boolean;
  isDirty: boolean;
  /** The report is of what is chosen now. */
  isChecked: boolean;
  onCheck: () => void;
}

function CheckCard({ stand, settings, isOpen, isDirty, isChecked, onCheck }: CheckCardProps): ReactElement {
  const checking = useImportAct<LeadImportSettings>(stand.id, 'check');
  const stopping = useImportAct(stand.id, 'stop-check');
  const canEdit = useCanEdit();
  const isUnderWay = stand.state === 'checking';
  return (
    <Card title="Check">
      <ProblemNotice error={checking.error ?? stopping.error} />
      <div className="lf-row">
        <Button
          kind={isChecked ? 'plain' : 'primary'}
          isDisabled={!isOpen || isDirty}
          isPending={checking.isPending || isUnderWay}
          onPress={() => {
            onCheck();
            checking.send(settings);
          }}
        >
          Check the whole file
        </Button>
        {isUnderWay && canEdit && (
          <Button isPending={stopping.isPending} onPress={() => stopping.send()}>
            Stop the check
          </Button>
        )}
        <p role="status" className="lf-muted">
          {isUnderWay
            ? `${number(stand.rows)} rows were read.`
            : isDirty
              ? 'Save the mapping first.'
              : 'Nothing is imported by checking.'}
        </p>
      </div>
    </Card>
  );
}

function startOf({ settings, name }: LeadImport, { slug, document }: AdaptorDetail): LeadImportSettings {
  if (settings?.adaptor === slug) return settings;
  return {
    list: 'default',
    status: 'NEW',
    source: name.replace(/\.\w+$/, ''),
    region: 'US',
    onDuplicate: 'skip',
    scope: 'list',
    scopeOf: '',
    onDnc: 'skip',
    onUnreadable: 'import',
    ...settings,
    adaptor: slug,
    phoneField: phoneFieldOf(document.fields),
  };
}

/** The row as the expressions of the adaptor see it. */
function sampleAt({ sample }: KnownFile, row: number, now: number): Sample {
  const view = { lead: sample[row] ?? {}, trigger: {}, steps: {}, flow: {}, run: {}, vars: {} };
  return { id: `row-${row}`, label: `Row ${row + 1}`, view, now };
}

function RowPicker({ file, row, onRow }: { file: KnownFile; row: number; onRow: (row: number) => void }): ReactElement {
  const options = file.sample.map((record, at) => ({
    id: String(at),
    label: `Row ${at + 1}`,
    hint: Object.values(record)
      .filter((value) => typeof value === 'string' && value !== '')
      .slice(0, 2)
      .join(', '),
  }));
  return <Select label="Sample" value={String(row)} options={options} onChange={(id) => onRow(Number(id))} />;
}
