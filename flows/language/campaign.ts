// How campaigns are told apart: by their short names, however people write them.

/** `Solar  Spring` and `solar_spring` are `solar-spring`; '' for a blank text. */
export function campaignSlug(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/gu, '-');
}
