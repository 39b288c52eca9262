// Says at the body of a call who makes it where the step leaves it empty: the adaptor of the endpoint.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FlowNode } from '../../flows/language/document.ts';
import { api } from '../api.ts';
import type { ConnectionDetail } from '../types.ts';

/** Words for the field `body` of a node that names an endpoint with an adaptor, and brings no body; else none. */
export function useBodyNote({ type, config }: FlowNode): Record<string, string> {
  const { connection, endpoint, body } = config;
  const slug = typeof connection === 'string' ? connection : '';
  const isBare = type === 'http-request' && (body === undefined || body === '') && slug !== '';
  const { data } = useQuery({
    queryKey: ['/api/connections', slug],
    queryFn: () => api.get<ConnectionDetail>(`/api/connections/${slug}`),
    enabled: isBare,
    retry: false,
  });
  const adaptor = isBare && typeof endpoint === 'string' ? data?.effective.endpoints[endpoint]?.adaptor : undefined;
  return useMemo(
    () =>
      adaptor === undefined
        ? NONE
        : { body: `Left empty: the adaptor ${adaptor} of the endpoint makes it of the lead.` },
    [adaptor],
  );
}

const NONE = {};
