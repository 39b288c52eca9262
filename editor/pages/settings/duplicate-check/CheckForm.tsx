// The form of the duplicate check: on or off, whom to ask, what its answers mean, and Apply Changes.
import { type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import type { JsonObject } from '../../../../flows/language/document.ts';
import { isSame } from '../../../../flows/language/json.ts';
import { ApiProblem, api } from '../../../api.ts';
import { Button } from '../../../kit/Button.tsx';
import { Notice, ProblemNotice } from '../../../kit/Notice.tsx';
import { Card } from '../../../kit/Page.tsx';
import { Switch } from '../../../kit/Switch.tsx';
import { TimeText } from '../../../kit/TimeText.tsx';
import { type Sending, useSend } from '../../../kit/use-send.ts';
import type { AccountCheck, AccountClash, AccountSettings } from '../../../types.ts';
import { AskFields } from './AskFields.tsx';
import { Clash } from './Clash.tsx';
import { ClientFields } from './ClientFields.tsx';
import { ClientGuide } from './ClientGuide.tsx';
import { CHECK_PATH, fieldNames } from './check-settings.ts';
import { Prerequisites } from './Prerequisites.tsx';
import { TakenOverBy } from './TakenOverBy.tsx';

const OFF_WORDS = 'Off: nobody is asked, and every lead is created, as its check_dup and check_dnc say.';
const ON_WORDS = 'On: the system below is asked about each lead first, and the table says what becomes of the lead.';

/** The form; what is not applied is on this page alone. */
export function CheckForm({ saved, canEdit }: { saved: AccountCheck; canEdit: boolean }): ReactElement {
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState<AccountSettings>(saved.settings);
  const isDirty = !isSame(draft as unknown as JsonObject, base.settings as unknown as JsonObject);
  const apply = useApply(draft, (next) => {
    setBase(next);
    setDraft(next.settings);
  });
  const problem = apply.error instanceof ApiProblem ? apply.error : undefined;
  const take = (theirs: AccountCheck): void => {
    apply.reset();
    setBase(theirs);
    setDraft(theirs.settings);
  };
  return (
    <div className="lf-stack">
      <Card
        title="API Duplicate Lead Check"
        about="Asks a system of yours about each lead of POST /v1/leads/insert, and of steps “Create lead” that use it, first."
        actions={<ShowAsFlow isReady={canEdit && !isDirty} />}
      >
        <div className="lf-stack">
          <Switch
            isSelected={draft.on}
            onChange={(on) => setDraft({ ...draft, on })}
            isDisabled={!canEdit}
            description={draft.on ? ON_WORDS : OFF_WORDS}
          >
            API Duplicate Lead Check
          </Switch>
          {draft.on && (
            <>
              <Prerequisites settings={draft} />
              <AskFields
                draft={draft}
                onChange={setDraft}
                canEdit={canEdit}
                problems={problem?.errors ?? []}
                askable={base.askable}
              />
            </>
          )}
          <ClientFields draft={draft} onChange={setDraft} canEdit={canEdit} problems={problem?.errors ?? []} />
          <TakenOverBy flows={base.usedBy} />
          {base.stale && !isDirty && <Stale />}
          <Refused apply={apply} draft={draft} onTake={take} />
          {canEdit && <ApplyRow apply={apply} base={base} isDirty={isDirty} />}
        </div>
      </Card>
      <ClientGuide settings={base.settings} />
    </div>
  );
}

interface RefusedProps {
  apply: Sending<number>;
  draft: AccountSettings;
  onTake: (theirs: AccountCheck) => void;
}

/** Why the settings were not applied: what another admin applied meanwhile, or what is wrong with them. */
function Refused({ apply, draft, onTake }: RefusedProps): ReactElement {
  const { error, isPending, send } = apply;
  if (!(error instanceof ApiProblem) || error.code !== 'APPLIED_MEANWHILE')
    return <ProblemNotice error={error} names={fieldNames(draft)} />;
  const { theirs } = error.body as unknown as AccountClash;
  return <Clash {...{ theirs, draft, isPending, onTake }} onOverwrite={send} />;
}

function Stale(): ReactElement {
  return (
    <Notice tone="warn" title="What is asked was changed since: the connection, its adaptor or the flow.">
      Leads are still checked as it was then. Apply the changes to take it over.
    </Notice>
  );
}

/** Sends the settings, made on a version. */
function useApply(draft: AccountSettings, onDone: (next: AccountCheck) => void): Sending<number> {
  return useSend((version: number) => api.put<AccountCheck>(CHECK_PATH, { settings: draft }, { ifMatch: version }), {
    done: 'Applied. The next lead is checked so.',
    refresh: [CHECK_PATH, '/api/adaptors', '/api/connections', '/api/flows'],
    onDone,
    onFailed: () => undefined,
  });
}

/** Apply Changes, and whether there are any. */
function ApplyRow({
  apply,
  base,
  isDirty,
}: {
  apply: Sending<number>;
  base: AccountCheck;
  isDirty: boolean;
}): ReactElement {
  return (
    <div className="lf-row">
      <Button
        kind="primary"
        isPending={apply.isPending}
        isDisabled={!isDirty && !base.stale}
        onPress={() => apply.send(base.version)}
      >
        Apply Changes
      </Button>
      <span className="lf-muted lf-small">
        {isDirty ? 'Not applied yet.' : `Applied by ${base.by},`} {!isDirty && <TimeText at={base.at} />}
      </span>
    </div>
  );
}

/** A copy on the canvas: drawing on it changes nothing here. */
function ShowAsFlow({ isReady }: { isReady: boolean }): ReactElement {
  const go = useNavigate();
  const { send, isPending } = useSend(() => api.post<{ slug: string }>(`${CHECK_PATH}/flow`), {
    done: 'This is a copy. It serves nobody until you publish it; the duplicate check stays as it is.',
    refresh: ['/api/flows'],
    onDone: ({ slug }) => void go(`/flows/${slug}`),
  });
  return (
    <Button size="small" icon="flow" isDisabled={!isReady} isPending={isPending} onPress={() => send()}>
      Show as flow
    </Button>
  );
}
