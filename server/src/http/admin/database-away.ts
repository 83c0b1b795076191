const codes =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08...|57P0.|53300)$/;
/** What `pg` says of a connection in words alone. */
const words = /^(timeout exceeded when trying to connect|Connection terminated)/;

/** Whether it failed because the database cannot be reached: it can be back in a moment. PostgreSQL, appendix A. */
export function isDatabaseAway(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && codes.test(code)) || words.test(error.message);
}
