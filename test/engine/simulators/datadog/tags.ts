/**
 * A tag as Datadog keeps it: other characters than letters, digits, `_ - : . /` become underscores, at most 200 characters.
 * Source: https://docs.datadoghq.com/getting_started/tagging/#define-tags.
 *
 * That page says "lower case" as well. Recorded exchanges of the Terraform provider's tests (2025) show that monitors keep the case
 * (`terraform_repo:DataDog/terraform-config`) and the order of their tags, so only SLOs are lower-cased here.
 */
export function normalTag(tag: string): string {
  return tag
    .trim()
    .replaceAll(/[^\p{L}\p{N}_\-:./]/gu, '_')
    .slice(0, 200);
}

/** A monitor's tags: without doubles, in the order given. */
export function monitorTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(normalTag))];
}

/** An SLO's tags: lower case, a set without an order of its own (recorded answers give it in any order; here it is sorted). */
export function sloTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map((tag) => normalTag(tag).toLowerCase()))].sort();
}

/** Whether an object has all tags of a filter such as `team:a,env:b`. */
export function hasTags(tags: readonly string[], filter: string | null): boolean {
  const wanted = (filter ?? '').split(',').map((tag) => tag.trim().toLowerCase());
  const present = new Set(tags.map((tag) => tag.toLowerCase()));
  return wanted.every((tag) => tag === '' || present.has(tag));
}
