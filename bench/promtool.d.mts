/** The real promtool, kept in `folder`; what was tried, where it cannot be had. */
export function findPromtool(
  folder: string,
):
  { readonly binary: string; readonly missing?: undefined } | { readonly binary?: undefined; readonly missing: string };
