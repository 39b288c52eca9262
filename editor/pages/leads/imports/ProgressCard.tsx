// An import under way or over: how far it is, what it did, and the ways to pause it, go on, or take it back.
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import { withQuery } from '../../../api.ts';
import { Button, ButtonLink } from '../../../kit/Button.tsx';
import { ConfirmDialog } from '../../../kit/Dialog.tsx';
import { ProblemNotice } from '../../../kit/Notice.tsx';
import { Card, Fact } from '../../../kit/Page.tsx';
import type { LeadImport } from '../../../types.ts';
import { number, stateWords } from './import-words.ts';
import { LeftRows } from './LeftRows.tsx';
import { useImportAct } from './use-lead-import.ts';

/** The card. */
export function ProgressCard({ stand, canEdit }: { stand: LeadImport; canEdit: boolean }): ReactElement {
  const { state, done, rows, counts, hasLeads } = stand;
  const all = Math.max(rows, done);
  const isTakenBack = state === 'cancelled' || state === 'taking-back';
  const leads = withQuery('/leads', { import: stand.id });
  return (
    <Card title={stateWords(stand).label} actions={canEdit && <Deeds stand={stand} />}>
      <div className="lf-stack">
        {isTakenBack ? (
          <p>
            {number(done)} of {number(all)} rows had been imported.
          </p>
        ) : (
          <div>
            <progress className="lf-progress" max={all || 1} value={done} aria-label="Rows that are done" />
            <p role="status">
              {number(done)} of {number(all)} rows
            </p>
          </div>
        )}
        <dl className="lf-facts lf-facts--wide">
          <Fact label="Created">{number(counts.created)}</Fact>
          <Fact label="Updated">{number(counts.updated)}</Fact>
          <Fact label="Left as duplicates">{number(counts.duplicates)}</Fact>
          <Fact label="Numbers that cannot be read">{number(counts.unreadable)}</Fact>
          <Fact label="Numbers on DNC lists">{number(counts.onDnc)}</Fact>
          <Fact label="Rows that cannot be mapped">{number(counts.failed)}</Fact>
        </dl>
        {isTakenBack && <TakenBack stand={stand} />}
        {hasLeads && (
          <div className="lf-row">
            <ButtonLink to={leads} icon="lead">
              Leads of this import
            </ButtonLink>
          </div>
        )}
        {canEdit && <LeftRows stand={stand} />}
      </div>
    </Card>
  );
}

function TakenBack({ stand: { state, hasFile, counts, hasLeads, keptLeads } }: { stand: LeadImport }): ReactElement {
  return (
    <>
      <p>
        Leads that it made and that were removed: {number(counts.removed)}. Leads that are again as they were before:{' '}
        {number(counts.putBack)}.
        {counts.kept > 0 &&
          ` Leads that stay, since somebody changed them meanwhile, or came as their duplicate: ${number(counts.kept)}.`}
      </p>
      {state === 'cancelled' && !hasFile && (
        <p className="lf-muted">Its file is kept no more: to import it again, upload it once more.</p>
      )}
      {state === 'cancelled' && hasLeads && (
        <p className="lf-muted">It cannot be deleted while leads of it stay: it says where they are from.</p>
      )}
      {keptLeads.length > 0 && (
        <ul className="lf-list lf-import__kept">
          {keptLeads.map((id) => (
            <li key={id}>
              <Link to={`/leads/${id}`}>{id}</Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Deeds({ stand }: { stand: LeadImport }): ReactElement {
  const { id, state, hasFile, says, counts } = stand;
  const isUnderWay = state === 'importing' || state === 'paused';
  // Another import that changed its leads may be taken back by now.
  const isLeft = state === 'cancelled' && counts.kept > 0;
  const canTakeBack = state === 'done' || isLeft;
  const [isCancelling, setCancelling] = useState(false);
  const importing = useImportAct(id, 'import');
  const pausing = useImportAct(id, 'pause');
  const cancelling = useImportAct(id, 'cancel');
  const close = (): void => setCancelling(false);
  return (
    <>
      <ProblemNotice error={importing.error ?? pausing.error ?? cancelling.error} />
      {state === 'importing' && (
        <Button icon="pause" onPress={() => pausing.send()} isPending={pausing.isPending}>
          Pause
        </Button>
      )}
      {(state === 'paused' || state === 'cancelled') && hasFile && (
        <Button kind="primary" onPress={() => importing.send()} isPending={importing.isPending}>
          {state === 'paused' ? 'Go on' : 'Import again'}
        </Button>
      )}
      {(isUnderWay || canTakeBack) && (
        <Button kind="danger" onPress={() => setCancelling(true)}>
          {isUnderWay ? 'Cancel the import' : isLeft ? 'Take back what is left' : 'Take it back'}
        </Button>
      )}
      {state === 'taking-back' && says !== '' && (
        <Button kind="primary" onPress={() => cancelling.send()} isPending={cancelling.isPending}>
          Go on
        </Button>
      )}
      {isCancelling && (
        <ConfirmDialog
          title="Take back what it did?"
          action="Take it back"
          isDanger
          isPending={cancelling.isPending}
          onConfirm={() => {
            cancelling.send();
            close();
          }}
          onClose={close}
        >
          Leads that it made are removed, and leads that it changed are put back as they were. Those that somebody
          changed meanwhile, or came as a duplicate of, stay, and so do numbers that a status put on a DNC list.
        </ConfirmDialog>
      )}
    </>
  );
}
