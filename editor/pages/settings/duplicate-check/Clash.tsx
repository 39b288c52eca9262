// Two admins applied the duplicate check at once: what the other one applied, beside what is on this page.
import type { ReactElement } from 'react';
import { accountDifferences } from '../../../../flows/language/account-difference.ts';
import type { AccountSettings as Settings } from '../../../../flows/language/account-flow.ts';
import { Button } from '../../../kit/Button.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import type { AccountCheck, AccountSettings } from '../../../types.ts';

interface ClashProps {
  /** What serves, as the refusal told it. */
  theirs: AccountCheck;
  draft: AccountSettings;
  isPending: boolean;
  onTake: (theirs: AccountCheck) => void;
  /** With the version that is then followed. */
  onOverwrite: (version: number) => void;
}

/** The differences, and the two ways on. */
export function Clash({ theirs, draft, isPending, onTake, onOverwrite }: ClashProps): ReactElement {
  const differences = accountDifferences(theirs.settings as Settings, draft as Settings);
  const actions = (
    <span className="lf-row">
      <Button onPress={() => onTake(theirs)}>Take theirs</Button>
      <Button isPending={isPending} onPress={() => onOverwrite(theirs.version)}>
        Apply mine over it
      </Button>
    </span>
  );
  return (
    <Notice tone="warn" title={`${theirs.by} applied other settings meanwhile.`} actions={actions}>
      {differences.length === 0 && <p>They are the same as yours by now.</p>}
      <ul>
        {differences.map(({ place, theirs: their, mine }) => (
          <li key={place}>
            <strong>{place}</strong>: theirs {their}; yours {mine}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
