// The three parts of an adaptor's page side by side: the sample, the rows that map it, and what they make.
import { type ReactElement, useCallback, useMemo, useState } from 'react';
import type { AdaptorField } from '../../../flows/language/document.ts';
import { Card } from '../../kit/Page.tsx';
import type { Gesture } from '../../kit/use-undo.ts';
import { FieldTable } from './FieldTable.tsx';
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
import { usePreview } from './use-preview.ts';
import { withSource } from './with-source.ts';
import './adaptors.css';

/** What is open over the page: Auto-match, or the receiver's fields being pasted. */
export type DeskDialog = 'match' | 'targets' | undefined;

interface MappingDeskProps {
  slug: string;
  usedBy: readonly string[];
  fields: readonly AdaptorField[];
  onChange: (fields: AdaptorField[], how: Gesture) => void;
  sample: Sample | undefined;
  onSample: (sample: Sample) => void;
  dialog: DeskDialog;
  onDialog: (dialog: DeskDialog) => void;
  isReadOnly: boolean;
}

/** Rows are chosen by being in them: Pair, Alt+P, maps the last one from the path that is picked. */
export function MappingDesk(props: MappingDeskProps): ReactElement {
  const { fields, onChange, sample, isReadOnly } = props;
  const rows = useFieldRows(fields, onChange);
  const preview = usePreview(fields, sample);
  const hints = useMemo(() => (sample ? samplePaths(sample.view) : []), [sample]);
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
            <SamplePicker slug={props.slug} usedBy={props.usedBy} sample={sample} onSample={props.onSample} />
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
        {...{ fields, rows, preview, hints, current, isReadOnly }}
        onCurrent={setCurrent}
        onTargets={() => props.onDialog('targets')}
      />
      <div className="lf-mapping__side">
        <PayloadCard fields={fields} preview={preview} sample={sample} />
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
      <DeskDialogs {...props} setAll={rows.setAll} add={rows.add} />
    </div>
  );
}

interface DeskDialogsProps extends MappingDeskProps {
  setAll: (fields: readonly AdaptorField[], label: string) => void;
  add: (fields: readonly AdaptorField[]) => void;
}

function DeskDialogs({ dialog, onDialog, fields, sample, setAll, add }: DeskDialogsProps): ReactElement | null {
  const close = (): void => onDialog(undefined);
  if (dialog === 'targets') {
    return <TargetsDialog known={fields.map(({ target }) => target)} onTargets={add} onClose={close} />;
  }
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
