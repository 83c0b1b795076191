/** SQL that reads a timestamptz as RFC 3339 in UTC with milliseconds, whatever the session's settings are. */
export function timeColumn(column: string, name: string = column): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ${name}`;
}
