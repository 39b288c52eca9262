// The page for an address that leads nowhere.
import type { ReactElement } from 'react';
import { useLocation } from 'react-router';
import { ButtonLink } from '../kit/Button.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { useCrumbs } from '../kit/Page.tsx';

/** Says that there is no such page. */
export function NotFoundPage(): ReactElement {
  const { pathname } = useLocation();
  useCrumbs([{ label: 'Not found' }]);
  return (
    <EmptyState
      icon="search"
      title="There is no such page"
      action={
        <ButtonLink to="/flows" kind="primary">
          Go to flows
        </ButtonLink>
      }
    >
      Nothing is kept at <code>{pathname}</code>. Check the address, or start from the list of flows.
    </EmptyState>
  );
}
