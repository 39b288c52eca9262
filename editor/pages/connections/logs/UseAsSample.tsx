// Takes a call for a sample: its answer for the endpoint, to learn from and to hold the reading to; its lead for tests and the adaptor.
import { type ReactElement, useState } from 'react';
import type { AnswerOutcome } from '../../../../flows/language/answer-reading.ts';
import { isSame } from '../../../../flows/language/json.ts';
import type { EndpointDocument, SampleAnswer } from '../../../../flows/language/receivers.ts';
import { FormDialog } from '../../../kit/FormDialog.tsx';
import { Select } from '../../../kit/Select.tsx';
import { Switch } from '../../../kit/Switch.tsx';
import { useSend } from '../../../kit/use-send.ts';
import type { ExchangeDetail } from '../../../types.ts';
import { keepSample } from '../../adaptors/kept-sample.ts';
import { AFTER_ENDPOINT, saveEndpoint } from '../test/save-endpoint.ts';
import { keepLead, textOf } from '../test/test-lead.ts';

const MEANINGS: readonly { id: AnswerOutcome; label: string }[] = [
  { id: 'accepted', label: 'Accepted' },
  { id: 'rejected', label: 'Rejected' },
  { id: 'error', label: 'Error' },
];

interface Wanted {
  means: AnswerOutcome;
  forLearning: boolean;
  forTestLeads: boolean;
  withLead: boolean;
}

interface UseAsSampleProps {
  slug: string;
  exchange: ExchangeDetail;
  onClose: () => void;
}

/** The dialog. What is kept is shown with a switch each. */
export function UseAsSample({ slug, exchange, onClose }: UseAsSampleProps): ReactElement {
  const { answer, lead, result } = exchange;
  const known = MEANINGS.find(({ id }) => id === result)?.id;
  const [wanted, setWanted] = useState<Wanted>({
    means: known ?? 'accepted',
    forLearning: answer !== null,
    forTestLeads: false,
    withLead: lead !== null,
  });
  const { send, isPending, error } = useSend(() => keep(slug, exchange, wanted), {
    done: 'Kept as a sample.',
    refresh: AFTER_ENDPOINT,
    onDone: onClose,
    onFailed: () => undefined,
  });
  const set = (part: Partial<Wanted>): void => setWanted({ ...wanted, ...part });
  return (
    <FormDialog
      title="Use as sample"
      action="Keep"
      onSubmit={send}
      onClose={onClose}
      isPending={isPending}
      isReady={wanted.forLearning || wanted.forTestLeads || wanted.withLead}
      error={error}
    >
      {answer && (
        <>
          <Switch
            isSelected={wanted.forLearning}
            onChange={(forLearning) => set({ forLearning })}
            description="Learn from answers uses it, and the reading must go on saying the same of it."
          >
            Keep the answer as an example
          </Switch>
          {wanted.forLearning && (
            <Select
              label="It means"
              value={wanted.means}
              onChange={(id) => set({ means: MEANINGS.find((each) => each.id === id)?.id ?? 'accepted' })}
              options={MEANINGS}
            />
          )}
          <Switch isSelected={wanted.forTestLeads} onChange={(forTestLeads) => set({ forTestLeads })}>
            Answer test leads of flows with it
          </Switch>
        </>
      )}
      {lead && (
        <Switch
          isSelected={wanted.withLead}
          onChange={(withLead) => set({ withLead })}
          description="Kept in this browser."
        >
          Use the lead on the tab Test, and to try the adaptor on
        </Switch>
      )}
    </FormDialog>
  );
}

async function keep(slug: string, { answer, lead, endpoint }: ExchangeDetail, wanted: Wanted): Promise<void> {
  let adaptor: string | undefined;
  const change = (before: EndpointDocument): EndpointDocument => {
    adaptor = before.adaptor;
    return answer
      ? withSample(before, { status: answer.status, type: answer.type, body: answer.body }, wanted)
      : before;
  };
  if (wanted.forLearning || wanted.forTestLeads) await saveEndpoint(slug, endpoint, change);
  if (!wanted.withLead || !lead) return;
  keepLead(slug, textOf(lead));
  if (adaptor !== undefined) keepSample(adaptor, textOf(lead));
}

/** The endpoint with the answer among its samples, once. */
function withSample(before: EndpointDocument, sample: SampleAnswer, wanted: Wanted): EndpointDocument {
  const others = (before.samples ?? []).filter(({ means: _, ...each }) => !isSame(each, sample));
  return {
    ...before,
    ...(wanted.forLearning ? { samples: [...others, { ...sample, means: wanted.means }] } : {}),
    ...(wanted.forTestLeads ? { sample } : {}),
  };
}
