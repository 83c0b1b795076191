import classes from './catalogue.module.css';

/** What changes with every change, and says nothing. */
const silent = new Set(['revision', 'prices']);

type Fields = Readonly<Record<string, unknown>> | null;

/** The fields that are not the same before and after. */
export function Changes({ before, after }: { readonly before: Fields; readonly after: Fields }) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (name) => !silent.has(name) && told(before?.[name]) !== told(after?.[name]),
  );
  return (
    <div className={classes.change}>
      {names.map((name) => (
        <FieldChange key={name} name={name} before={told(before?.[name])} after={told(after?.[name])} />
      ))}
    </div>
  );
}

function FieldChange({
  name,
  before,
  after,
}: {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}) {
  return (
    <>
      <code>{name}</code>
      <code className={classes.soft}>{before}</code>
      <code>{after}</code>
    </>
  );
}

function told(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
