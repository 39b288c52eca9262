// What a person must know before going on: a conflict, a draft kept here alone, a file that cannot be read.
import { type ReactElement, useMemo } from 'react';
import { countOf, diffBundles } from '../../flows/language/diff.ts';
import { Button } from '../kit/Button.tsx';
import { Notice } from '../kit/Notice.tsx';
import { counted } from '../kit/time-words.ts';
import { useSession } from '../shell/session.ts';
import type { FlowDetail } from '../types.ts';
import { changeSentence } from './conflict-words.ts';
import { useDrawing, useFlow } from './drawing-context.ts';
import { Recover } from './Recover.tsx';
import type { Autosave } from './use-autosave.ts';

interface BannersProps {
  opened: FlowDetail;
  autosave: Autosave;
}

/** The banners that hold now; none on a quiet day. */
export function Banners({ opened, autosave }: BannersProps): ReactElement | null {
  const { state, detail } = autosave;
  return (
    <div className="fl-banners">
      {state.is === 'conflict' && <Conflict theirs={state.theirs} autosave={autosave} />}
      {state.is === 'offline' && (
        <Notice tone="warn" title={state.says}>
          {state.isKept === false ? NOT_KEPT : 'Your changes are kept in this browser. '}
          They are sent as soon as the server answers.
        </Notice>
      )}
      {state.is === 'refused' && (
        <Notice tone="err" title="The server does not take this draft.">
          {state.says} {state.isKept === false ? NOT_KEPT : 'Your changes are kept in this browser.'}
        </Notice>
      )}
      <Recover opened={opened} />
      {detail.fileError && (
        <Notice tone="warn" title={`The file on disk cannot be read: ${detail.fileError.says}`}>
          {detail.fileError.remedy} The last good version is shown here{detail.live ? ' and keeps serving' : ''}.
        </Notice>
      )}
    </div>
  );
}

const NOT_KEPT =
  'This browser has no room to keep your changes, or is told to keep nothing: leave this page open until they are saved. ';

/** Someone was faster: says who and when, how much each side changed, and leads to the merge. */
function Conflict({ theirs, autosave }: { theirs: FlowDetail; autosave: Autosave }): ReactElement {
  const { flow } = useDrawing();
  const { email } = useSession().user;
  const bundle = useFlow((state) => state.bundle);
  const catalogue = useFlow((state) => state.catalogue);
  const [mine, other] = useMemo(() => {
    const base = autosave.base();
    return [bundle, theirs.bundle].map((side) => countOf(diffBundles(base, side, catalogue)));
  }, [autosave, bundle, theirs, catalogue]);
  const has = mine !== undefined && mine > 0;
  return (
    <Notice
      tone="err"
      title={changeSentence(theirs.changed, email)}
      actions={
        <span className="lf-row">
          <Button size="small" kind={has ? 'plain' : 'primary'} onPress={() => autosave.settle(theirs)}>
            Take theirs
          </Button>
          {has && (
            <Button size="small" kind="primary" onPress={() => flow.getState().open({ kind: 'merge', kept: null })}>
              Merge…
            </Button>
          )}
        </span>
      }
    >
      {`${counted(other ?? 0, 'change')} there, ${counted(mine ?? 0, 'change')} here that the server does not have. `}
      {has && 'Nothing is lost: merge them, or take theirs and have yours back by undo. '}
      {has && autosave.state.isKept === false && NOT_KEPT}
    </Notice>
  );
}
