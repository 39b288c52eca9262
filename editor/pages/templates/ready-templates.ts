// Templates that come with Leadflow and are not in the workspace: what there is, and how one is added.
import { api } from '../../api.ts';
import type { ReadyTemplate, TemplateDetail } from '../../types.ts';

/** Where they are listed; also the key of the query. */
export const READY = '/api/ready-templates';

/** Those that can be added. */
export async function readReady(): Promise<ReadyTemplate[]> {
  return (await api.get<{ items: ReadyTemplate[] }>(READY)).items;
}

/** Copies one into the workspace, with its adaptors. */
export function addReady(slug: string): Promise<TemplateDetail> {
  return api.post<TemplateDetail>(`${READY}/${slug}/add`, {});
}
