import type { AdminDependencies, AdminServer } from '../context.ts';
import { accessRoutes } from './access.ts';
import { administrationLogRoutes } from './administration-log.ts';
import { auditExportRoutes } from './audit-export.ts';
import { auditLogRoutes } from './audit-log.ts';
import { budgetRoutes } from './budgets.ts';
import { backtestRoutes } from './backtests.ts';
import { conversationRoutes } from './conversations.ts';
import { costCentreRoutes } from './cost-centres.ts';
import { catalogueDriftRoutes } from './catalogue-drift.ts';
import { costRoutes } from './costs.ts';
import { erasureRoutes } from './erasures.ts';
import { exchangeRateRoutes } from './exchange-rates.ts';
import { fingerprintSetRoutes } from './fingerprint-sets.ts';
import { grantRoutes } from './grants.ts';
import { groupRoutes } from './groups.ts';
import { instanceRoutes } from './instances.ts';
import { invocationRoutes } from './invocations.ts';
import { keyRoutes } from './keys.ts';
import { ledgerRoutes } from './ledger.ts';
import { legalHoldRoutes } from './legal-holds.ts';
import { meRoutes } from './me.ts';
import { modelPreviewRoutes } from './model-previews.ts';
import { modelRoutes } from './models.ts';
import { openapiRoutes } from './openapi.ts';
import { overviewRoutes } from './overview.ts';
import { providerConnectionRoutes } from './provider-connections.ts';
import { pinRoutes } from './pins.ts';
import { policyRoutes } from './policy.ts';
import { priceCorrectionRoutes } from './price-corrections.ts';
import { priceSuggestionRoutes } from './price-suggestions.ts';
import { priceRoutes } from './prices.ts';
import { providerRoutes } from './providers.ts';
import { reviewRoutes } from './reviews.ts';
import { recordHealthRoutes } from './record-health.ts';
import { ruleStatisticsRoutes } from './rule-statistics.ts';
import { ruleTestRoutes } from './rule-tests.ts';
import { reviewedTextRoutes } from './reviewed-texts.ts';
import { ruleFileRoutes } from './rule-files.ts';
import { ruleRoutes } from './rules.ts';
import { savedViewRoutes } from './saved-views.ts';
import { settingsRoutes } from './settings.ts';
import { signInRoutes } from './sign-in.ts';
import { snippetRoutes } from './snippets.ts';
import { suggestionRoutes } from './suggestions.ts';
import { timelineRoutes } from './timeline.ts';
import { tokenRoutes } from './tokens.ts';
import { traceRoutes } from './traces.ts';
import { userSessionRoutes } from './user-sessions.ts';
import { userRoutes } from './users.ts';
import { verificationRoutes } from './verifications.ts';

export const adminRoutes: readonly ((app: AdminServer, dependencies: AdminDependencies) => Promise<void>)[] = [
  meRoutes,
  signInRoutes,
  openapiRoutes,
  overviewRoutes,
  snippetRoutes,
  userRoutes,
  userSessionRoutes,
  instanceRoutes,
  keyRoutes,
  tokenRoutes,
  groupRoutes,
  grantRoutes,
  accessRoutes,
  costCentreRoutes,
  providerRoutes,
  providerConnectionRoutes,
  modelRoutes,
  modelPreviewRoutes,
  catalogueDriftRoutes,
  priceRoutes,
  priceCorrectionRoutes,
  priceSuggestionRoutes,
  ruleFileRoutes,
  ruleRoutes,
  fingerprintSetRoutes,
  ruleTestRoutes,
  backtestRoutes,
  ruleStatisticsRoutes,
  reviewRoutes,
  policyRoutes,
  settingsRoutes,
  reviewedTextRoutes,
  pinRoutes,
  administrationLogRoutes,
  auditLogRoutes,
  timelineRoutes,
  recordHealthRoutes,
  verificationRoutes,
  auditExportRoutes,
  erasureRoutes,
  legalHoldRoutes,
  invocationRoutes,
  conversationRoutes,
  suggestionRoutes,
  savedViewRoutes,
  traceRoutes,
  costRoutes,
  budgetRoutes,
  ledgerRoutes,
  exchangeRateRoutes,
];
