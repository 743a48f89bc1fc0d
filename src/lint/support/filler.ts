/** Words and phrases that a template leaves behind for its author to replace, in English and French. */
const fillers: readonly RegExp[] = [
  /\b(TODO|TBD|TBC|FIXME|XXX+)\b/,
  /\blorem ipsum\b/i,
  /^\W*(this |it )?(is |has )?(still )?to be (completed|defined|done|determined|written|filled( in)?)\b\W*$/i,
  /^\W*(please )?(fill (this |it )?in|describe (this|the problem|the steps)( here)?|write (this|something)( here)?)\W*$/i,
  /^\W*(coming soon|work in progress|wip|under construction|same as above|n\/?a|none|nothing|unknown|later|todo|tbd|see wiki)\W*$/i,
  /^\W*(à (compléter|définir|remplir|rédiger|faire)|en cours de rédaction|rien|aucune?)\W*$/i,
  /<(insert|replace|your (service|application|app|team|squad))\b[^>]*>/i,
  /\[(insert|replace|describe|your (service|application|app|team|squad))\b[^\]]*\]/i,
  /^[\s.?…*_-]*$/,
  /^\W*x{2,}\W*$/i,
];

/** The filler that makes a text worthless, or undefined: `TODO`, `to be completed`, `<your service>`, dots. */
export function fillerIn(text: string): string | undefined {
  for (const filler of fillers) {
    const match = filler.exec(text);
    if (match) return match[0].trim() === '' ? 'nothing but blanks' : match[0].trim();
  }
  return undefined;
}
