import { admin } from '@tollgate/contract';
import { type CostQuestion, costsBy, costSummary } from '../../../cost/reports/report.ts';
import { answerOf, summaryOf } from '../cost-answer.ts';
import { csvOfReport } from '../cost-csv.ts';
import { isTimeZone, wholeHoursApart } from '../../../platform/time-zone.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { questionOf } from '../cost-question.ts';
import { ProblemError } from '../problem.ts';
import { ownerOnly } from '../own-only.ts';

/** A file that ends somewhere in the middle would look whole. */
const linesMax = 100_000;

export async function costRoutes(app: AdminServer, { pool, reportTimeZone }: AdminDependencies): Promise<void> {
  app.get(
    '/api/costs/summary',
    {
      config: { permission: 'costs:read' },
      schema: {
        operationId: 'readCostSummary',
        summary: 'Calls, tokens and costs of a time window; members see their own',
        querystring: admin.CostSummaryQuery,
        response: { 200: admin.CostSummary },
      },
    },
    async ({ query, requester }) => {
      const question = await questionOf(pool, query, ownerOnly(requester));
      return summaryOf(query, await costSummary(pool, question));
    },
  );

  app.get(
    '/api/costs/by/:key',
    {
      config: { permission: 'costs:read' },
      schema: {
        operationId: 'listCostsBy',
        summary: 'The same by user, instance, model, session, day, …, or by two of them crossed, as JSON or CSV',
        params: admin.CostByParams,
        querystring: admin.CostByQuery,
        response: {
          200: {
            description: 'The lines of the report.',
            content: { 'application/json': { schema: admin.CostByList }, 'text/csv': { schema: admin.CostCsv } },
          },
        },
      },
    },
    async ({ params, query, requester }, reply) => {
      const by = query.and === undefined ? [params.key] : [params.key, query.and];
      const { time_zone: timeZone } = query;
      if (timeZone !== undefined) checkZone(timeZone, reportTimeZone);
      const question: CostQuestion = { ...(await questionOf(pool, query, ownerOnly(requester))), timeZone };
      const { sort: order, limit, cursor = null, format } = query;
      if (format === 'json')
        return answerOf(pool, by, query, await costsBy(pool, by, question, { order, limit, cursor }));
      const report = await costsBy(pool, by, question, { order, limit: linesMax, cursor });
      if (report.nextCursor !== null) {
        throw new ProblemError(422, `As CSV a report has up to ${linesMax} lines, and this one has more. Narrow it.`);
      }
      reply.header('content-disposition', `attachment; filename="tollgate-costs-by-${by.join('-')}.csv"`);
      return reply.type('text/csv; charset=utf-8').send(csvOfReport(by, report));
    },
  );
}

/** Sums are kept by the hour: days that begin within one cannot be told. */
function checkZone(name: string, reportTimeZone: string): void {
  const wrong = (message: string): never => {
    throw new ProblemError(422, 'The request is not valid.', { errors: [{ field: 'time_zone', message }] });
  };
  if (!isTimeZone(name)) wrong('is not the name of a time zone such as Europe/Berlin');
  if (!wholeHoursApart(name, reportTimeZone)) wrong(`is not whole hours apart from ${reportTimeZone}`);
}
