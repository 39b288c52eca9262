// The three parts of an adaptor's page side by side: the sample, the rows that map it, and what they make.
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import type { AdaptorDocument, AdaptorField } from '../../../flows/language/document.ts';
import { Card } from '../../kit/Page.tsx';
import type { Gesture } from '../../kit/use-undo.ts';
import type { UsedEndpoint } from './endpoint-uses.ts';
import type { DeskTools } from './FieldCells.tsx';
import { FieldTable } from './FieldTable.tsx';
import { ImportTableDialog } from './ImportTableDialog.tsx';
import { MapToDialog } from './MapToDialog.tsx';
import { MatchDialog } from './MatchDialog.tsx';
import { matchNames, withMatches } from './match-names.ts';
import { PayloadCard } from './PayloadCard.tsx';
import { SamplePicker } from './SamplePicker.tsx';
import { SourceTree } from './SourceTree.tsx';
import { samplePaths } from './sample-paths.ts';
import type { Sample } from './samples.ts';
import { TargetsDialog } from './TargetsDialog.tsx';
import { useFieldRows } from './use-field-rows.ts';
import { usePairKey } from './use-pair.ts';
import { type TryText, usePreview } from './use-preview.ts';
import { withSource } from './with-source.ts';
import './adaptors.css';

/** What is open over the page: Auto-match, the receiver's fields being pasted, or a table being imported. */
export type DeskDialog = 'match' | 'targets' | 'import' | undefined;

interface MappingDeskProps {
  slug: string;
  usedBy: readonly string[];
  endpoints: readonly UsedEndpoint[];
  draft: AdaptorDocument;
  onChange: (fields: AdaptorField[], how: Gesture) => void;
  sample: Sample | undefined;
  onSample: (sample: Sample) => void;
  /** Chooses the sample, where it is not a run of a flow that uses the adaptor. */
  picker?: ReactElement;
  dialog: DeskDialog;
  onDialog: (dialog: DeskDialog) => void;
  isReadOnly: boolean;
}

/** Rows are chosen by being in them: Pair, Alt+P, maps the last one from the path that is picked. */
export function MappingDesk(props: MappingDeskProps): ReactElement {
  const { draft, onChange, sample, isReadOnly } = props;
  const { fields } = draft;
  const rows = useFieldRows(fields, onChange);
  const preview = usePreview(draft, sample);
  const desk = useDeskTools(draft, sample, preview.tryText);
  const [current, setCurrent] = useState<number>();
  const [picked, setPicked] = useState<string>();
  const [mapping, setMapping] = useState<string>();
  const canPair = !isReadOnly && current !== undefined && current < fields.length;
  const pair = useCallback(() => {
    if (current !== undefined && picked !== undefined) rows.map(current, picked);
  }, [rows, current, picked]);
  usePairKey(canPair && picked !== undefined ? pair : undefined);
  return (
    <div className="lf-mapping">
      <div className="lf-mapping__side">
        <Card title="Source">
          <div className="lf-mapping__source">
            {props.picker ?? (
              <SamplePicker slug={props.slug} usedBy={props.usedBy} sample={sample} onSample={props.onSample} />
            )}
            <SourceTree
              view={sample?.view ?? {}}
              picked={picked}
              onPick={setPicked}
              onMap={setMapping}
              onPair={canPair ? pair : undefined}
              row={current === undefined ? undefined : fields[current]}
              isReadOnly={isReadOnly}
            />
          </div>
        </Card>
      </div>
      <FieldTable
        {...{ rows, preview, desk, current, isReadOnly }}
        document={draft}
        onCurrent={setCurrent}
        onTargets={() => props.onDialog('targets')}
        onImport={() => props.onDialog('import')}
      />
      <div className="lf-mapping__side">
        <PayloadCard document={draft} preview={preview} sample={sample} endpoints={props.endpoints} />
      </div>
      {mapping !== undefined && (
        <MapToDialog
          path={mapping}
          fields={fields}
          onMap={(target, index) => {
            if (index === undefined) rows.add([withSource({ target }, mapping)]);
            else rows.map(index, mapping);
          }}
          onClose={() => setMapping(undefined)}
        />
      )}
      <DeskDialogs {...props} setAll={rows.setAll} />
    </div>
  );
}

/** What the rows use, the same object while the sample and the names of the tables stay. */
function useDeskTools({ tables = {} }: AdaptorDocument, sample: Sample | undefined, tryText: TryText): DeskTools {
  const names = Object.keys(tables).join(' ');
  return useMemo(() => {
    const hints = sample ? samplePaths(sample.view) : [];
    return { hints, tables: names === '' ? [] : names.split(' '), tryText };
  }, [sample, names, tryText]);
}

interface DeskDialogsProps extends MappingDeskProps {
  setAll: (fields: readonly AdaptorField[], label: string) => void;
}

function DeskDialogs({ dialog, onDialog, draft, endpoints, sample, setAll }: DeskDialogsProps): ReactElement | null {
  const { fields } = draft;
  const close = (): void => onDialog(undefined);
  if (dialog === 'targets')
    return <TargetsDialog {...{ fields, endpoints }} onFields={(next) => setAll(next, 'Add fields')} onClose={close} />;
  if (dialog === 'import')
    return <ImportTableDialog fields={fields} onImport={(next) => setAll(next, 'Import a table')} onClose={close} />;
  if (dialog !== 'match' || !sample) return null;
  return (
    <MatchDialog
      matches={matchNames(fields, sample.view)}
      fields={fields}
      view={sample.view}
      onAccept={(matches) => {
        setAll(withMatches(fields, matches), 'Auto-match');
        close();
      }}
      onClose={close}
    />
  );
}
