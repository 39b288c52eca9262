// Two admins applied the duplicate check at once: what the other one applied, beside what is on this page.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../../api.ts';
import { Button } from '../../../kit/Button.tsx';
import { Notice } from '../../../kit/Notice.tsx';
import type { AccountCheck, AccountSettings } from '../../../types.ts';
import { CHECK_PATH, differences } from './check-settings.ts';

interface ClashProps {
  draft: AccountSettings;
  isPending: boolean;
  onTake: (theirs: AccountCheck) => void;
  /** With the version that is then followed. */
  onOverwrite: (version: number) => void;
}

/** The differences, and the two ways on. */
export function Clash({ draft, isPending, onTake, onOverwrite }: ClashProps): ReactElement {
  const theirs = useQuery({
    queryKey: [CHECK_PATH, 'theirs'],
    queryFn: () => api.get<AccountCheck>(CHECK_PATH),
    staleTime: 0,
  });
  const { data } = theirs;
  const actions = data && (
    <span className="lf-row">
      <Button onPress={() => onTake(data)}>Take theirs</Button>
      <Button isPending={isPending} onPress={() => onOverwrite(data.version)}>
        Apply mine over it
      </Button>
    </span>
  );
  return (
    <Notice tone="warn" title={`${data?.by ?? 'Someone else'} applied other settings meanwhile.`} actions={actions}>
      {data && (
        <ul>
          {differences(data.settings, draft).map(({ place, theirs: their, mine }) => (
            <li key={place}>
              <strong>{place}</strong>: theirs {their}; yours {mine}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
