// The tab of the API duplicate lead check: what an outside system is asked before a lead of the lead API is created.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api.ts';
import { Loaded } from '../../../kit/EmptyState.tsx';
import type { AccountCheck } from '../../../types.ts';
import { CheckForm } from './CheckForm.tsx';
import { CHECK_PATH } from './check-settings.ts';

/** The tab. */
export function DuplicateCheck({ canEdit }: { canEdit: boolean }): ReactElement {
  const check = useQuery({ queryKey: [CHECK_PATH], queryFn: () => api.get<AccountCheck>(CHECK_PATH) });
  return (
    <div className="lf-stack">
      <Loaded query={check}>{(found) => <CheckForm saved={found} canEdit={canEdit} />}</Loaded>
      <p className="lf-muted">
        <Link to="/flows/account-leads/posting">Posting instructions</Link> tell a client of the lead API all that it
        needs.
      </p>
    </div>
  );
}
