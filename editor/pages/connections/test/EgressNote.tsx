// What a receiver that lets in named callers alone must be told: where our calls come from.
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../../api.ts';
import { CopyButton } from '../../../kit/CopyButton.tsx';
import { Card } from '../../../kit/Page.tsx';
import type { Egress } from '../../../types.ts';
import './test.css';

/** The addresses and the proxy, as the operator has set them. */
export function EgressNote(): ReactElement | null {
  const { data } = useQuery({
    queryKey: ['/api/egress'],
    queryFn: () => api.get<Egress>('/api/egress'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  const { addresses, proxy } = data;
  return (
    <Card title="If the receiver allow-lists callers, give it these">
      {addresses.length > 0 ? (
        <ul className="lf-test__addresses">
          {addresses.map((address) => (
            <li key={address}>
              <code>{address}</code> <CopyButton text={address} label={`Copy ${address}`} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="lf-muted">
          The operator has not named our addresses. They are set with <code>LEADFLOW_EGRESS_ADDRESSES</code>, such as{' '}
          <code>198.51.100.0/24</code>.
        </p>
      )}
      {proxy !== null && (
        <p>
          Every call goes through the proxy <code>{proxy}</code>.
        </p>
      )}
    </Card>
  );
}
