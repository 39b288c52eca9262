// Says that the declared type of an answer does not fit, and changes it with one press.
import type { ReactElement } from 'react';
import { Button } from '../../../kit/Button.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import { useSend } from '../../../kit/use-send.ts';
import { useCanEdit } from '../../../shell/session.ts';
import type { AnswerFound } from '../../../types.ts';
import { AFTER_ENDPOINT, saveEndpoint } from './save-endpoint.ts';

const WORDS = { json: 'JSON', xml: 'XML', text: 'text', html: 'HTML' } as const;

interface TypeSwitchProps {
  slug: string;
  endpoint: string;
  found: AnswerFound;
  onSwitched?: () => void;
}

/** Shows nothing where the type fits. */
export function TypeSwitch({ slug, endpoint, found, onSwitched }: TypeSwitchProps): ReactElement | null {
  const canEdit = useCanEdit();
  const { says, switchTo } = found;
  const { send, isPending } = useSend(
    (receive: NonNullable<typeof switchTo>) => saveEndpoint(slug, endpoint, (before) => ({ ...before, receive })),
    {
      done: (where, receive) =>
        `The answer is read as ${WORDS[receive]} from now on${where === 'template' ? ', for every connection of the template' : ''}.`,
      refresh: AFTER_ENDPOINT,
      ...(onSwitched ? { onDone: onSwitched } : {}),
    },
  );
  if (says === '' && switchTo === null) return null;
  return (
    <Notice
      tone="warn"
      title={says || 'The declared type of the answer does not fit.'}
      actions={
        switchTo !== null &&
        canEdit && (
          <Button onPress={() => send(switchTo)} isPending={isPending}>{`Read it as ${WORDS[switchTo]}`}</Button>
        )
      }
    />
  );
}
