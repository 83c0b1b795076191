// Written by `npm run console:types` from the OpenAPI document; not edited by hand.
export interface paths {
    "/api/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who opened, searched or exported what, newest first */
        get: operations["listAccesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/administration-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, newest first */
        get: operations["listAdministrationLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Signed statements of how far the record is, newest first */
        get: operations["listCheckpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The record as JSON lines with its chains and contents, or as CSV; takes the filters of the search */
        get: operations["exportRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the record is: the journal, what waits, how far the chains are and were verified */
        get: operations["readRecordHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, and who opened, searched or exported what: both logs by time, newest first */
        get: operations["listTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verifications of the record, newest first */
        get: operations["listVerifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a verification is, and what it found */
        get: operations["readVerification"];
        put?: never;
        post?: never;
        /** Cancel a verification that runs */
        delete: operations["cancelVerification"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify the whole record, in the background: chains, checkpoints, and what was made of the events */
        post: operations["startVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/callback/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the OpenID Connect provider sends the browser back to */
        get: operations["comeBackFromCompany"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose another password */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/list-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The own sessions that are open */
        get: operations["listOwnSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revoke-other-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End all own sessions but this one */
        post: operations["endOtherSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/revoke-session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End one of the own sessions */
        post: operations["endOwnSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in by e-mail and password; a session begins, or a one-time code is asked for */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/social": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where to send the browser to sign in by the OpenID Connect provider */
        post: operations["signInByCompany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do without one-time codes */
        post: operations["disableOneTimeCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get the seed of one-time codes (RFC 6238) and spare codes, shown once */
        post: operations["enableOneTimeCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/generate-backup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Get new spare codes; the old ones are void */
        post: operations["makeSpareCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/verify-backup-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in by a spare code */
        post: operations["verifySpareCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/two-factor/verify-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a one-time code: at the sign-in, or to show that the seed arrived */
        post: operations["verifyOneTimeCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List budgets and limits */
        get: operations["listBudgets"];
        put?: never;
        /** Create a budget or a limit */
        post: operations["createBudget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/budgets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a budget */
        get: operations["readBudget"];
        put?: never;
        post?: never;
        /** Delete a budget */
        delete: operations["deleteBudget"];
        options?: never;
        head?: never;
        /** Change, activate or deactivate a budget; what was used stays used */
        patch: operations["changeBudget"];
        trace?: never;
    };
    "/api/budgets/{id}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was used of a budget in the period that runs, in past ones, and the alerts about it */
        get: operations["readBudgetUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogue-drift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which active models their providers no longer list, or sell at another price */
        get: operations["readCatalogueDrift"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalogue-drift/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare the catalogue with its providers now, unless that was done within ten seconds */
        post: operations["checkCatalogueDrift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cost-centre-assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List which users and groups are assigned to which cost centre from when on */
        get: operations["listCostCentreAssignments"];
        put?: never;
        /** Assign a user or a group to a cost centre from a day on */
        post: operations["createCostCentreAssignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cost-centre-assignments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an assignment back; the one before it counts on */
        delete: operations["deleteCostCentreAssignment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cost-centres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the cost centres that anything was ever assigned to */
        get: operations["listCostCentres"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/costs/by/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same by user, instance, model, session, day, …, or by two of them crossed, as JSON or CSV */
        get: operations["listCostsBy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/costs/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Entries of the ledger, those of the latest calls first, as JSON or CSV; members see their own */
        get: operations["listLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/costs/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls, tokens and costs of a time window; members see their own */
        get: operations["readCostSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was erased, by whom and why, newest first */
        get: operations["listErasures"];
        put?: never;
        /** Erase the payloads of a call, a session or a user, for good; who and why is kept */
        post: operations["requestErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/exchange-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List exchange rates, the latest day first */
        get: operations["listExchangeRates"];
        put?: never;
        /** Add the rates of a file: columns day,currency,base,rate (CSV), or a file of the European Central Bank */
        post: operations["uploadExchangeRates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recorded hits that nobody reviewed yet, newest calls first */
        get: operations["listFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What stands at a recorded hit, with what is around it; who opens the request for it is logged */
        post: operations["revealFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fingerprint-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sets of exact values of the company, without the values */
        get: operations["listFingerprintSets"];
        put?: never;
        /** Create an empty set, which rules of kind `fingerprints` may name */
        post: operations["createFingerprintSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fingerprint-sets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what a set is; its values are not kept */
        get: operations["readFingerprintSet"];
        put?: never;
        post?: never;
        /** Delete a set that no rule names */
        delete: operations["deleteFingerprintSet"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/fingerprint-sets/{id}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put other values in a set: a line each (text/plain), or a column of a table (text/csv) */
        put: operations["replaceFingerprintValues"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who may use which model */
        get: operations["listGrants"];
        put?: never;
        /** Grant a model to everyone, a group, a user or an instance */
        post: operations["createGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take a grant back */
        delete: operations["deleteGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List groups with their members */
        get: operations["listGroups"];
        put?: never;
        /** Create a group */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a group */
        get: operations["readGroup"];
        put?: never;
        post?: never;
        /** Delete a group that nothing names any more */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        /** Rename a group, add and remove members */
        patch: operations["changeGroup"];
        trace?: never;
    };
    "/api/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List instances; members see their own */
        get: operations["listInstances"];
        put?: never;
        /** Create an instance */
        post: operations["createInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/instances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an instance */
        get: operations["readInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or deactivate an instance */
        patch: operations["changeInstance"];
        trace?: never;
    };
    "/api/instances/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which models an instance may use, and by which grants; members see their own, of models that are granted to them */
        get: operations["readInstanceAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the record, newest first; members see their own calls */
        get: operations["searchInvocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one call of the record */
        get: operations["readInvocation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations/{request_id}/conversation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A call as a conversation, its findings masked; who opened it is logged */
        get: operations["readConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations/{request_id}/cost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a call cost: the prices that were in force, derived again, and what the ledger holds by now */
        get: operations["readInvocationCost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations/{request_id}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the gateway changed in a request and in its answer, findings masked; who opened it is logged */
        get: operations["readDifferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations/{request_id}/payloads/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of one payload; who opened it is logged */
        get: operations["readPayload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations/{request_id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That a call stands in the record as it was written, computed anew: its events, their chain, a checkpoint */
        get: operations["readProof"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations/{request_id}/reveals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the findings of a call say, unmasked; who, which and why is logged */
        post: operations["revealFindings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations/{request_id}/turn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is new in one call, its findings masked: messages, answer, when a stream came; who opened it is logged */
        get: operations["readTurn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invocations/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the newest 10,000 calls of a search are, counted: decisions, routes, models, rules, …, and their costs */
        get: operations["countFacets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List keys; members see their own */
        get: operations["listKeys"];
        put?: never;
        /** Create a key; its secret is in this answer and never again */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a key, without its secret */
        get: operations["readKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change how a key behaves */
        patch: operations["changeKey"];
        trace?: never;
    };
    "/api/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a key, for good */
        post: operations["revokeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a key in place of another one, which ends after a while; its secret is in this answer alone */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/legal-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Legal holds, those that were lifted too, newest first */
        get: operations["listLegalHolds"];
        put?: never;
        /** Keep the calls of a trace, a session or a user whatever their retention */
        post: operations["createLegalHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/legal-holds/{id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift a legal hold; what it held goes when its time has come */
        post: operations["liftLegalHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, by token or session, and what that allows */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List models, by position */
        get: operations["listModels"];
        put?: never;
        /** Create a model; it comes last */
        post: operations["createModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a model with all versions of its prices */
        get: operations["readModel"];
        put?: never;
        post?: never;
        /** Delete a model with its grants and prices */
        delete: operations["deleteModel"];
        options?: never;
        head?: never;
        /** Change, activate or deactivate a model */
        patch: operations["changeModel"];
        trace?: never;
    };
    "/api/models/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may use a model, and by which grants */
        get: operations["readModelAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}/credential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Store a secret of a model's own, encrypted and for its address alone; it is never given back */
        put: operations["setModelCredential"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of a model's prices */
        get: operations["listPrices"];
        put?: never;
        /** Add a version of prices; earlier ones stay as they are */
        post: operations["createPrice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{id}/secure-path": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the secure path would connect to a model’s host, and what that resolves to now */
        get: operations["checkSecurePath"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Activate several models, or take them out of use: all or nothing */
        post: operations["activateModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create several models of a provider, inactive, with suggested prices and grants: all or nothing */
        post: operations["createModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What `auto` takes for somebody and where sensitive content goes, in an unsaved order too */
        post: operations["previewModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/reorder": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put all models into another order */
        post: operations["reorderModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document (OpenAPI 3.1) */
        get: operations["readOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of a time window, how record and providers are, and what needs attention; members see their own */
        get: operations["readOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What holds sessions on the secure path, newest first */
        get: operations["listPins"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/pins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what holds sessions on the secure path, one that ran out or was lifted too */
        get: operations["readPin"];
        put?: never;
        post?: never;
        /** Lift a pin: what it held is decided by the rules alone again */
        delete: operations["liftPin"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The policy in force, whole, without secrets */
        get: operations["readPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policy/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A kept version of the policy, as it decided the calls that name it */
        get: operations["readPolicyVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/price-corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prices that were set for the past, newest first, and how far their corrections are */
        get: operations["listPriceCorrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/price-corrections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the correction of the calls of a past time is */
        get: operations["readPriceCorrection"];
        put?: never;
        post?: never;
        /** Cancel a correction that is not over; what it booked so far stays */
        delete: operations["cancelPriceCorrection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the prices of all models, all versions or those in force at a time */
        get: operations["listAllPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prices/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which price catalogue suggestions come from, and of which day it is */
        get: operations["readPriceCatalogue"];
        /** Put a newer price catalogue in its place, or only show the difference; prices in force stay */
        put: operations["refreshPriceCatalogue"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prices/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a usage would cost by prices that are not saved, class by class */
        post: operations["previewPrices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/prices/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggest prices for a model, from the price catalogue or from its provider’s own list */
        get: operations["suggestPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/provider-presets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is known of providers: base URL, protocol, usual name of the key */
        get: operations["listProviderPresets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List providers */
        get: operations["listProviders"];
        put?: never;
        /** Create a provider */
        post: operations["createProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a provider */
        get: operations["readProvider"];
        put?: never;
        post?: never;
        /** Delete a provider that no model uses */
        delete: operations["deleteProvider"];
        options?: never;
        head?: never;
        /** Change a provider; another origin needs the credential anew */
        patch: operations["changeProvider"];
        trace?: never;
    };
    "/api/providers/{id}/credential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Store a secret for a provider, encrypted and for its origin alone; it is never given back */
        put: operations["setProviderCredential"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/{id}/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a provider for its models, with capabilities and suggested prices */
        post: operations["discoverModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test the connection to a provider: what is wrong with address, key or protocol */
        post: operations["testProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a provider that is not saved: what is wrong with address, key or protocol */
        post: operations["tryProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reviewed-texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Texts that were found harmless: their beginnings, who said so, and when */
        get: operations["listReviewedTexts"];
        put?: never;
        /** Say of a text, or of one in a recorded request, that it is harmless; the text itself is not kept */
        post: operations["createReviewedText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reviewed-texts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let what rules find in this text decide again */
        delete: operations["deleteReviewedText"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What reviewers said of recorded hits, newest first */
        get: operations["listReviews"];
        put?: never;
        /** Mark a recorded hit as right, or as a false alarm */
        post: operations["createReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back what was said of a hit, as long as nothing was made of it */
        delete: operations["deleteReview"];
        options?: never;
        head?: never;
        /** Change what was said of a hit */
        patch: operations["changeReview"];
        trace?: never;
    };
    "/api/reviews/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a false alarm one that comes no more; who opens the request for it is logged */
        post: operations["applyReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rule-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The detectors and validators that a rule may name */
        get: operations["readRuleChecks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the rules as they are in force: built-in ones, then those of the company */
        get: operations["listRules"];
        put?: never;
        /** Create a rule of the company's own, if it compiles and its examples hold */
        post: operations["createRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a rule as it is in force */
        get: operations["readRule"];
        put?: never;
        post?: never;
        /** Delete a rule of the company's own */
        delete: operations["deleteRule"];
        options?: never;
        head?: never;
        /** Change a rule; a built-in one in what it does, whom and what it reads, its exceptions and whether it is enabled */
        patch: operations["changeRule"];
        trace?: never;
    };
    "/api/rules/{id}/keywords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a rule the keywords of a table: one column, or `word,case` */
        post: operations["uploadKeywords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run changed rules over the recorded requests of a window of time; who does is logged */
        post: operations["startBacktest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/backtests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Backtests, newest first, without their results */
        get: operations["listBacktests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/backtests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a backtest is, and what it found so far */
        get: operations["readBacktest"];
        put?: never;
        post?: never;
        /** Cancel a backtest that runs; what it found so far stays */
        delete: operations["cancelBacktest"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change several rules at once: all of them or none, as one policy version */
        post: operations["changeRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The company's own rules and what is changed on built-in ones, as YAML that can be imported */
        get: operations["exportRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import rules from YAML or from a gitleaks configuration: all of them or none */
        post: operations["importRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How often each rule hit by day, when last, what reviewers said of it, and what it costs */
        get: operations["readRuleStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rules/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test rules, unsaved ones too, on a text, a request or a recorded call; nothing is sent or changed */
        post: operations["testRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/saved-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists of calls kept by a name: own ones, and those that everybody sees */
        get: operations["listSavedViews"];
        put?: never;
        /** Keep a list of calls by a name; administrators for everybody, too */
        post: operations["saveView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/saved-views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a view: users their own, administrators those that everybody sees */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What calls can be filtered by, from a part of its name; members get what is their own */
        get: operations["suggest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The calls of one conversation, in order, with totals */
        get: operations["readSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings that decide calls */
        get: operations["readSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change settings; those that are left out stay */
        patch: operations["changeSettings"];
        trace?: never;
    };
    "/api/settings/environment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the gateway was started with: variables of its environment, without secrets */
        get: operations["readEnvironment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How people sign in here */
        get: operations["readSignInOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/snippets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How clients are pointed at this gateway, with a placeholder for the key */
        get: operations["readSnippets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List personal tokens; members see their own */
        get: operations["listTokens"];
        put?: never;
        /** Create a personal token for oneself; its secret is in this answer and never again */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a personal token, without its secret */
        get: operations["readToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a personal token, for good: users their own, administrators any */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/traces/{trace_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The calls of one run of an agent, in order, with totals */
        get: operations["readTrace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users */
        get: operations["listUsers"];
        put?: never;
        /** Create a user */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a user */
        get: operations["readUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change or deactivate a user */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/users/{id}/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which models a user may use, and by which grants; members see their own, of models that are granted to them */
        get: operations["readUserAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/cost-centres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For which cost centres a user’s calls were on which days, and why; members see their own */
        get: operations["listCostCentresOfUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a user a one-time password, shown once; sessions end, and one-time codes are asked for no more */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where a user is signed in at the console, newest first */
        get: operations["listUserSessions"];
        put?: never;
        post?: never;
        /** End all sessions of a user: they have to sign in again */
        delete: operations["endUserSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session of a user */
        delete: operations["endUserSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Grant: {
            id: string;
            managed_by_file: boolean;
            model_id: string;
            to: {
                /** @constant */
                kind: "everyone";
            } | {
                id: string;
                /** @constant */
                kind: "group";
            } | {
                id: string;
                /** @constant */
                kind: "user";
            } | {
                id: string;
                /** @constant */
                kind: "instance";
            };
        };
        Group: {
            id: string;
            managed_by_file: boolean;
            member_ids: string[];
            name: string;
            revision: number;
        };
        Instance: {
            block_form: ("error" | "message") | null;
            id: string;
            is_active: boolean;
            /** @enum {string} */
            kind: "openclaw" | "generic";
            managed_by_file: boolean;
            name: string;
            owner_id: string;
            revision: number;
        };
        Invocation: {
            /** Format: date-time */
            at: string;
            attempts: {
                /** Format: date-time */
                at: string;
                error: string | null;
                http_status: number | null;
                number: number;
            }[];
            client_address: string | null;
            client_request_id: string | null;
            cost: {
                amount: string;
                classes: {
                    cache_write: string;
                    cached_input: string;
                    input: string;
                    output: string;
                    reasoning: string;
                };
                currency: string;
                details?: {
                    [key: string]: string;
                };
                fees?: {
                    [key: string]: string;
                };
                /** @enum {string} */
                kind: "estimated_cost" | "internal_cost";
                price_variant?: number;
                price_version: number;
            } | null;
            decision: ("passed" | "redacted" | "rerouted" | "blocked") | null;
            endpoint: string;
            error_code: string | null;
            error_detail: string | null;
            explanation: string[];
            final_model: string | null;
            hits: {
                /** @enum {string} */
                action: "allow" | "redact" | "route_secure_model" | "block";
                /** @enum {string} */
                category: "privacy" | "enterprise" | "finance" | "security";
                /** @constant */
                direction?: "response";
                disguises?: ("unicode" | "invisible" | "homoglyph" | "html_entities" | "percent" | "escapes" | "base64" | "hex" | "compressed" | "spaced" | "split")[];
                display_name: string;
                end: number;
                /** @constant */
                is_reviewed?: true;
                place: string;
                rule: string;
                sample: string;
                /** @enum {string} */
                scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                /** @enum {string} */
                severity: "low" | "medium" | "high";
                start: number;
                why?: {
                    context?: string[];
                    validator?: string;
                };
            }[];
            http_status: number | null;
            instance: {
                id: string;
                name: string;
            } | null;
            key: {
                id: string | null;
                prefix: string;
            } | null;
            new_from: number | null;
            parent: {
                request_id: string;
                tool_calls: string[];
            } | null;
            pinned_by: string | null;
            policy_version: number | null;
            protocol: string;
            provider: string | null;
            provider_model: string | null;
            provider_request_id: string | null;
            request_id: string;
            requested_model: string | null;
            route: ("external" | "secure") | null;
            scanned: {
                answer?: {
                    characters: number;
                    hits_beyond?: number;
                    texts: number;
                };
                characters: number;
                hits_beyond?: number;
                rules: string;
                scopes: {
                    [key: string]: number;
                };
                texts: number;
                undone?: number;
            } | null;
            selected_model: string | null;
            service_tier: string | null;
            session_id: string | null;
            /** @enum {string} */
            status: "open" | "completed" | "blocked" | "denied" | "failed" | "aborted" | "interrupted";
            stream: boolean | null;
            timings_ms: {
                first_token: number | null;
                queue: number | null;
                record: number | null;
                scan: number | null;
                total: number | null;
            };
            trace_id: string | null;
            usage: {
                cache_write: number;
                cached_input: number;
                completion: number;
                details?: {
                    [key: string]: number;
                };
                estimated: boolean;
                input: number;
                output: number;
                prompt: number;
                reasoning: number;
                /** @constant */
                suspect?: true;
                total: number;
                units?: {
                    [key: string]: number;
                };
            } | null;
            usage_reported: unknown | null;
            user: {
                email: string;
                id: string;
            } | null;
            user_agent: string | null;
        };
        Key: {
            block_form: ("error" | "message") | null;
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            id: string;
            /** @enum {string} */
            include_usage: "requested" | "always";
            instance_id: string | null;
            managed_by_file: boolean;
            name: string;
            prefix: string;
            revision: number;
            revoked_at: string | null;
            user_id: string;
        };
        LogEntry: {
            action: string;
            actor: {
                email: string | null;
                id: string | null;
                kind: string;
            };
            after: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            at: string;
            before: {
                [key: string]: unknown;
            } | null;
            id: string;
            policy_version: number;
            reason: string | null;
            target_id: string;
            target_kind: string;
        };
        Model: {
            base_url: string | null;
            /** @default {} */
            capabilities: {
                audio?: boolean;
                context_tokens?: number;
                embeddings?: boolean;
                output_tokens_max?: number;
                reasoning?: boolean;
                tools?: boolean;
                vision?: boolean;
            };
            credential: string | null;
            display_name: string;
            id: string;
            is_active: boolean;
            is_secure: boolean;
            managed_by_file: boolean;
            position: number;
            prices: {
                /** @default null */
                cache_write: string | null;
                /** @default null */
                cached_input: string | null;
                currency: string;
                /** @default {} */
                details: {
                    [key: string]: string;
                };
                input: string;
                output: string;
                /** @default null */
                reasoning: string | null;
                /** @default null */
                source: string | null;
                /** @default {} */
                units: {
                    [key: string]: string;
                };
                /** Format: date-time */
                valid_from: string;
                /** @default null */
                valid_to: string | null;
                /** @default [] */
                variants: {
                    cache_write?: string;
                    cached_input?: string;
                    details?: {
                        [key: string]: string;
                    };
                    input?: string;
                    output?: string;
                    reasoning?: string;
                    units?: {
                        [key: string]: string;
                    };
                    when: {
                        /** @constant */
                        batch?: true;
                        input_over?: number;
                        service_tier?: string;
                    };
                }[];
                version: number;
            }[];
            provider_id: string;
            provider_model: string;
            revision: number;
        };
        PolicyDocument: {
            /** @default [] */
            budgets: {
                alert_shares: string[];
                currency: string | null;
                id: string;
                is_active: boolean;
                is_hard: boolean;
                limit: string;
                managed_by_file: boolean;
                /** @enum {string} */
                measure: "requests" | "tokens" | "money";
                name: string;
                /** @enum {string} */
                period: "minute" | "hour" | "day" | "month";
                scope: {
                    /** @default false */
                    each: boolean;
                    id: string | null;
                    /** @enum {string} */
                    kind: "everyone" | "key" | "user" | "group" | "instance" | "model";
                };
                webhook: string | null;
                webhook_secret: string | null;
            }[];
            built_in_rules: string;
            custom_rules: {
                /** @enum {string} */
                action: "allow" | "redact" | "route_secure_model" | "block";
                audience?: {
                    groups?: string[];
                    instances?: string[];
                    models?: string[];
                    providers?: string[];
                    users?: string[];
                };
                case_sensitive?: boolean;
                /** @enum {string} */
                category: "privacy" | "enterprise" | "finance" | "security";
                context?: string[];
                count_min?: number;
                /** @default  */
                description: string;
                detector?: string;
                detector_options?: {
                    [key: string]: string | number | boolean | string[];
                };
                /**
                 * @default request
                 * @enum {string}
                 */
                direction: "request" | "response" | "both";
                display_name: string;
                entropy_min?: number;
                /**
                 * @default {
                 *       "match": [],
                 *       "no_match": []
                 *     }
                 */
                examples: {
                    /** @default [] */
                    match: string[];
                    /** @default [] */
                    no_match: string[];
                };
                except?: string[];
                fingerprints?: string;
                flags?: string;
                group?: number;
                id: string;
                /** @default true */
                is_enabled: boolean;
                /** @enum {string} */
                keyword_match?: "word" | "substring";
                keywords?: string[];
                keywords_in_case?: string[];
                /** @enum {string} */
                kind: "regex" | "keywords" | "detector" | "fingerprints";
                /** @default 0 */
                position: number;
                regex?: string;
                /** @enum {string} */
                response_action?: "record" | "redact" | "cut";
                scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                /** @enum {string} */
                severity: "low" | "medium" | "high";
                source?: string;
                /** @enum {string} */
                sticky?: "none" | "trace" | "session" | "instance";
                validator?: string;
            }[];
            /** @default [] */
            fingerprint_sets: {
                digest: string;
                id: string;
                values: number;
            }[];
            grants: {
                managed_by_file: boolean;
                model_id: string;
                to: {
                    /** @constant */
                    kind: "everyone";
                } | {
                    id: string;
                    /** @constant */
                    kind: "group";
                } | {
                    id: string;
                    /** @constant */
                    kind: "user";
                } | {
                    id: string;
                    /** @constant */
                    kind: "instance";
                };
            }[];
            /** @default [] */
            groups: {
                id: string;
                managed_by_file: boolean;
                member_ids: string[];
                name: string;
            }[];
            instances: {
                block_form: ("error" | "message") | null;
                id: string;
                is_active: boolean;
                /** @enum {string} */
                kind: "openclaw" | "generic";
                managed_by_file: boolean;
                name: string;
                owner_id: string;
            }[];
            keys: {
                block_form: ("error" | "message") | null;
                /** Format: date-time */
                created_at: string;
                expires_at: string | null;
                id: string;
                /** @enum {string} */
                include_usage: "requested" | "always";
                instance_id: string | null;
                managed_by_file: boolean;
                name: string;
                prefix: string;
                revoked_at: string | null;
                user_id: string;
            }[];
            models: {
                base_url: string | null;
                /** @default {} */
                capabilities: {
                    audio?: boolean;
                    context_tokens?: number;
                    embeddings?: boolean;
                    output_tokens_max?: number;
                    reasoning?: boolean;
                    tools?: boolean;
                    vision?: boolean;
                };
                credential: string | null;
                display_name: string;
                id: string;
                is_active: boolean;
                is_secure: boolean;
                managed_by_file: boolean;
                position: number;
                prices: {
                    /** @default null */
                    cache_write: string | null;
                    /** @default null */
                    cached_input: string | null;
                    currency: string;
                    /** @default {} */
                    details: {
                        [key: string]: string;
                    };
                    input: string;
                    output: string;
                    /** @default null */
                    reasoning: string | null;
                    /** @default null */
                    source: string | null;
                    /** @default {} */
                    units: {
                        [key: string]: string;
                    };
                    /** Format: date-time */
                    valid_from: string;
                    /** @default null */
                    valid_to: string | null;
                    /** @default [] */
                    variants: {
                        cache_write?: string;
                        cached_input?: string;
                        details?: {
                            [key: string]: string;
                        };
                        input?: string;
                        output?: string;
                        reasoning?: string;
                        units?: {
                            [key: string]: string;
                        };
                        when: {
                            /** @constant */
                            batch?: true;
                            input_over?: number;
                            service_tier?: string;
                        };
                    }[];
                    version: number;
                }[];
                provider_id: string;
                provider_model: string;
            }[];
            providers: {
                /** @default null */
                api_version: string | null;
                /** Format: uri */
                base_url: string;
                credential: string | null;
                forward_headers: string[];
                headers: {
                    [key: string]: string;
                };
                id: string;
                inject_usage: boolean;
                /** @enum {string} */
                kind: "hosted" | "local";
                managed_by_file: boolean;
                name: string;
                /** @enum {string} */
                on_caller_left: "cancel" | "drain";
                /** @enum {string} */
                protocol: "openai" | "openai-compatible" | "azure-openai" | "anthropic" | "google" | "ollama";
                timeouts: {
                    /** @default 10000 */
                    connect_ms: number;
                    /** @default 300000 */
                    first_byte_ms: number;
                    /** @default 120000 */
                    idle_ms: number;
                };
            }[];
            /** @default [] */
            reviewed_texts: {
                hash: string;
                id: string;
                length: number;
                note: string;
                preview: string;
                /** Format: date-time */
                reviewed_at: string;
                reviewed_by: string;
            }[];
            rule_overrides: {
                /** @enum {string} */
                action?: "allow" | "redact" | "route_secure_model" | "block";
                audience?: {
                    groups?: string[];
                    instances?: string[];
                    models?: string[];
                    providers?: string[];
                    users?: string[];
                };
                count_min?: number;
                /** @enum {string} */
                direction?: "request" | "response" | "both";
                except?: string[];
                id: string;
                is_enabled?: boolean;
                /** @enum {string} */
                response_action?: "record" | "redact" | "cut";
                scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                /** @enum {string} */
                severity?: "low" | "medium" | "high";
                /** @enum {string} */
                sticky?: "none" | "trace" | "session" | "instance";
            }[];
            /**
             * @default {
             *       "sticky": "none",
             *       "sticky_ttl_s": 604800
             *     }
             */
            settings: {
                /** @enum {string} */
                sticky: "none" | "trace" | "session" | "instance";
                sticky_ttl_s: number;
            };
            users: {
                /** Format: email */
                email: string;
                id: string;
                is_active: boolean;
                managed_by_file: boolean;
                name: string;
                /** @enum {string} */
                role: "admin" | "auditor" | "member";
            }[];
            version: number;
        };
        Problem: {
            candidates?: {
                email: string;
                id: string;
            }[];
            detail: string;
            errors?: {
                field: string;
                hint?: string;
                message: string;
                position?: number;
            }[];
            status: number;
            title: string;
            type: string;
        };
        Provider: {
            /** @default null */
            api_version: string | null;
            /** Format: uri */
            base_url: string;
            credential: string | null;
            forward_headers: string[];
            headers: {
                [key: string]: string;
            };
            id: string;
            inject_usage: boolean;
            /** @enum {string} */
            kind: "hosted" | "local";
            managed_by_file: boolean;
            name: string;
            /** @enum {string} */
            on_caller_left: "cancel" | "drain";
            /** @enum {string} */
            protocol: "openai" | "openai-compatible" | "azure-openai" | "anthropic" | "google" | "ollama";
            revision: number;
            timeouts: {
                /** @default 10000 */
                connect_ms: number;
                /** @default 300000 */
                first_byte_ms: number;
                /** @default 120000 */
                idle_ms: number;
            };
        };
        Rule: {
            /** @enum {string} */
            action: "allow" | "redact" | "route_secure_model" | "block";
            audience?: {
                groups?: string[];
                instances?: string[];
                models?: string[];
                providers?: string[];
                users?: string[];
            };
            case_sensitive?: boolean;
            /** @enum {string} */
            category: "privacy" | "enterprise" | "finance" | "security";
            context?: string[];
            count_min?: number;
            /** @default  */
            description: string;
            detector?: string;
            detector_options?: {
                [key: string]: string | number | boolean | string[];
            };
            /**
             * @default request
             * @enum {string}
             */
            direction: "request" | "response" | "both";
            display_name: string;
            entropy_min?: number;
            /**
             * @default {
             *       "match": [],
             *       "no_match": []
             *     }
             */
            examples: {
                /** @default [] */
                match: string[];
                /** @default [] */
                no_match: string[];
            };
            except?: string[];
            fingerprints?: string;
            flags?: string;
            group?: number;
            id: string;
            /** @default true */
            is_enabled: boolean;
            /** @enum {string} */
            keyword_match?: "word" | "substring";
            keywords?: string[];
            keywords_in_case?: string[];
            /** @enum {string} */
            kind: "regex" | "keywords" | "detector" | "fingerprints";
            managed_by_file: boolean;
            /** @enum {string} */
            origin: "built_in" | "custom";
            override: {
                /** @enum {string} */
                action?: "allow" | "redact" | "route_secure_model" | "block";
                audience?: {
                    groups?: string[];
                    instances?: string[];
                    models?: string[];
                    providers?: string[];
                    users?: string[];
                };
                count_min?: number;
                /** @enum {string} */
                direction?: "request" | "response" | "both";
                except?: string[];
                id: string;
                is_enabled?: boolean;
                /** @enum {string} */
                response_action?: "record" | "redact" | "cut";
                scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                /** @enum {string} */
                severity?: "low" | "medium" | "high";
                /** @enum {string} */
                sticky?: "none" | "trace" | "session" | "instance";
            } | null;
            pack: {
                /** @enum {string} */
                action?: "allow" | "redact" | "route_secure_model" | "block";
                audience?: {
                    groups?: string[];
                    instances?: string[];
                    models?: string[];
                    providers?: string[];
                    users?: string[];
                };
                count_min?: number;
                /** @enum {string} */
                direction?: "request" | "response" | "both";
                except?: string[];
                is_enabled?: boolean;
                /** @enum {string} */
                response_action?: "record" | "redact" | "cut";
                scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                /** @enum {string} */
                severity?: "low" | "medium" | "high";
                /** @enum {string} */
                sticky?: "none" | "trace" | "session" | "instance";
            } | null;
            /** @default 0 */
            position: number;
            regex?: string;
            /** @enum {string} */
            response_action?: "record" | "redact" | "cut";
            revision: number;
            scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
            /** @enum {string} */
            severity: "low" | "medium" | "high";
            source?: string;
            /** @enum {string} */
            sticky?: "none" | "trace" | "session" | "instance";
            validator?: string;
        };
        Token: {
            /** Format: date-time */
            created_at: string;
            expires_at: string | null;
            id: string;
            name: string;
            prefix: string;
            revision: number;
            revoked_at: string | null;
            user_id: string;
        };
        User: {
            /** Format: email */
            email: string;
            id: string;
            is_active: boolean;
            managed_by_file: boolean;
            name: string;
            revision: number;
            /** @enum {string} */
            role: "admin" | "auditor" | "member";
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAccesses: {
        parameters: {
            query?: {
                action?: string[];
                cursor?: string;
                limit?: number;
                target_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            action: string;
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            /** Format: date-time */
                            at: string;
                            detail: {
                                [key: string]: unknown;
                            } | null;
                            id: string;
                            is_query_readable: boolean;
                            query: string | null;
                            target_id: string | null;
                            target_kind: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAdministrationLog: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                target_id?: string;
                target_kind?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["LogEntry"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCheckpoints: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            body: string;
                            id: string;
                            /** Format: byte */
                            signature: string;
                        }[];
                        next_cursor: string | null;
                        public_key: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportRecord: {
        parameters: {
            query?: {
                cost_centre?: string[];
                cost_min?: string;
                currency?: string;
                decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                error_code?: string[];
                estimated_usage?: "true";
                format?: "jsonl" | "csv";
                found?: "some" | "none";
                from?: string;
                instance?: string[];
                key?: string[];
                latency_min_ms?: number;
                model?: string[];
                not_decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                not_instance?: string[];
                not_model?: string[];
                not_provider?: string[];
                not_route?: ("external" | "secure")[];
                not_rule?: string[];
                not_status?: ("open" | "completed" | "blocked" | "denied" | "failed" | "aborted" | "interrupted")[];
                not_user?: string[];
                policy_version?: number[];
                provider?: string[];
                request_id?: string[];
                route?: ("external" | "secure")[];
                rule?: string[];
                session_id?: string[];
                status?: ("open" | "completed" | "blocked" | "denied" | "failed" | "aborted" | "interrupted")[];
                to?: string;
                trace_id?: string[];
                user?: string[];
                without?: ("user" | "instance" | "key" | "model" | "provider" | "route" | "session_id" | "trace_id" | "cost_centre" | "price" | "decision")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record, line by line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRecordHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        broken_chains: number;
                        chains: {
                            /** Format: date-time */
                            began_at: string;
                            hash: string;
                            host: string;
                            is_live: boolean;
                            journal_id: string;
                            sequence: string;
                            verified_sequence: string | null;
                        }[];
                        checkpoint: {
                            /** Format: date-time */
                            at: string;
                            body: string;
                            id: string;
                            /** Format: byte */
                            signature: string;
                        } | null;
                        damaged_ranges: number;
                        is_database_there: boolean;
                        journal: {
                            bytes: number;
                            bytes_max: number;
                            id: string;
                            is_writable: boolean;
                            reason: string | null;
                            waiting_events: number;
                        };
                        last_recorded_at: string | null;
                        rejected_events: number;
                        retention_run_at: string | null;
                        verification: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            chains: {
                                hash: string;
                                journal_id: string;
                                sequence: string;
                            }[];
                            /** Format: date-time */
                            created_at: string;
                            ended_at: string | null;
                            events_read: number;
                            events_total: number;
                            id: string;
                            reason: string | null;
                            report: {
                                calls: number;
                                chains: number;
                                checkpoints: number;
                                contents: number;
                                covered_until: string | null;
                                events: number;
                                findings: {
                                    journal_id: string | null;
                                    message: string;
                                    request_id: string | null;
                                    sequence: string | null;
                                }[];
                                gone: number;
                                is_signed: boolean;
                                more_findings: number;
                                uncovered: number;
                                unopened: number;
                            } | null;
                            /** @enum {string} */
                            state: "running" | "done" | "cancelled" | "failed" | "interrupted";
                        } | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTimeline: {
        parameters: {
            query?: {
                action?: string[];
                actor?: string[];
                cursor?: string;
                from?: string;
                kind?: ("configuration" | "access")[];
                limit?: number;
                target_id?: string;
                target_kind?: string[];
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            action: string;
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            after: {
                                [key: string]: unknown;
                            } | null;
                            /** Format: date-time */
                            at: string;
                            before: {
                                [key: string]: unknown;
                            } | null;
                            detail: {
                                [key: string]: unknown;
                            } | null;
                            id: string;
                            is_query_readable: boolean;
                            /** @enum {string} */
                            kind: "configuration" | "access";
                            policy_version: number | null;
                            query: string | null;
                            reason: string | null;
                            target_id: string | null;
                            target_kind: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVerifications: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            chains: {
                                hash: string;
                                journal_id: string;
                                sequence: string;
                            }[];
                            /** Format: date-time */
                            created_at: string;
                            ended_at: string | null;
                            events_read: number;
                            events_total: number;
                            id: string;
                            reason: string | null;
                            report: {
                                calls: number;
                                chains: number;
                                checkpoints: number;
                                contents: number;
                                covered_until: string | null;
                                events: number;
                                findings: {
                                    journal_id: string | null;
                                    message: string;
                                    request_id: string | null;
                                    sequence: string | null;
                                }[];
                                gone: number;
                                is_signed: boolean;
                                more_findings: number;
                                uncovered: number;
                                unopened: number;
                            } | null;
                            /** @enum {string} */
                            state: "running" | "done" | "cancelled" | "failed" | "interrupted";
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readVerification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        chains: {
                            hash: string;
                            journal_id: string;
                            sequence: string;
                        }[];
                        /** Format: date-time */
                        created_at: string;
                        ended_at: string | null;
                        events_read: number;
                        events_total: number;
                        id: string;
                        reason: string | null;
                        report: {
                            calls: number;
                            chains: number;
                            checkpoints: number;
                            contents: number;
                            covered_until: string | null;
                            events: number;
                            findings: {
                                journal_id: string | null;
                                message: string;
                                request_id: string | null;
                                sequence: string | null;
                            }[];
                            gone: number;
                            is_signed: boolean;
                            more_findings: number;
                            uncovered: number;
                            unopened: number;
                        } | null;
                        /** @enum {string} */
                        state: "running" | "done" | "cancelled" | "failed" | "interrupted";
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelVerification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        chains: {
                            hash: string;
                            journal_id: string;
                            sequence: string;
                        }[];
                        /** Format: date-time */
                        created_at: string;
                        ended_at: string | null;
                        events_read: number;
                        events_total: number;
                        id: string;
                        reason: string | null;
                        report: {
                            calls: number;
                            chains: number;
                            checkpoints: number;
                            contents: number;
                            covered_until: string | null;
                            events: number;
                            findings: {
                                journal_id: string | null;
                                message: string;
                                request_id: string | null;
                                sequence: string | null;
                            }[];
                            gone: number;
                            is_signed: boolean;
                            more_findings: number;
                            uncovered: number;
                            unopened: number;
                        } | null;
                        /** @enum {string} */
                        state: "running" | "done" | "cancelled" | "failed" | "interrupted";
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comeBackFromCompany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                    revokeOtherSessions?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOwnSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signInByCompany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    callbackURL: string;
                    errorCallbackURL: string;
                    /** @enum {string} */
                    provider: "company";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableOneTimeCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableOneTimeCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeSpareCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifySpareCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyOneTimeCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBudgets: {
        parameters: {
            query?: {
                cursor?: string;
                id?: string;
                limit?: number;
                scope?: "everyone" | "key" | "user" | "group" | "instance" | "model";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            alert_shares: string[];
                            currency: string | null;
                            id: string;
                            is_active: boolean;
                            is_hard: boolean;
                            limit: string;
                            managed_by_file: boolean;
                            /** @enum {string} */
                            measure: "requests" | "tokens" | "money";
                            name: string;
                            /** @enum {string} */
                            period: "minute" | "hour" | "day" | "month";
                            revision: number;
                            scope: {
                                /** @default false */
                                each: boolean;
                                id: string | null;
                                /** @enum {string} */
                                kind: "everyone" | "key" | "user" | "group" | "instance" | "model";
                            };
                            scope_name: string | null;
                            webhook: string | null;
                            webhook_secret: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createBudget: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    alert_shares?: string[];
                    /** @default null */
                    currency?: string | null;
                    /** @default true */
                    is_active?: boolean;
                    /** @default true */
                    is_hard?: boolean;
                    limit: string;
                    /** @enum {string} */
                    measure: "requests" | "tokens" | "money";
                    name: string;
                    /** @enum {string} */
                    period: "minute" | "hour" | "day" | "month";
                    scope: {
                        /** @default false */
                        each?: boolean;
                        /** @default null */
                        id?: string | null;
                        /** @enum {string} */
                        kind: "everyone" | "key" | "user" | "group" | "instance" | "model";
                    };
                    /** @default null */
                    webhook?: string | null;
                    /** @default null */
                    webhook_secret?: string | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alert_shares: string[];
                        currency: string | null;
                        id: string;
                        is_active: boolean;
                        is_hard: boolean;
                        limit: string;
                        managed_by_file: boolean;
                        /** @enum {string} */
                        measure: "requests" | "tokens" | "money";
                        name: string;
                        /** @enum {string} */
                        period: "minute" | "hour" | "day" | "month";
                        revision: number;
                        scope: {
                            /** @default false */
                            each: boolean;
                            id: string | null;
                            /** @enum {string} */
                            kind: "everyone" | "key" | "user" | "group" | "instance" | "model";
                        };
                        scope_name: string | null;
                        webhook: string | null;
                        webhook_secret: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBudget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alert_shares: string[];
                        currency: string | null;
                        id: string;
                        is_active: boolean;
                        is_hard: boolean;
                        limit: string;
                        managed_by_file: boolean;
                        /** @enum {string} */
                        measure: "requests" | "tokens" | "money";
                        name: string;
                        /** @enum {string} */
                        period: "minute" | "hour" | "day" | "month";
                        revision: number;
                        scope: {
                            /** @default false */
                            each: boolean;
                            id: string | null;
                            /** @enum {string} */
                            kind: "everyone" | "key" | "user" | "group" | "instance" | "model";
                        };
                        scope_name: string | null;
                        webhook: string | null;
                        webhook_secret: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteBudget: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeBudget: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    alert_shares?: string[];
                    is_active?: boolean;
                    is_hard?: boolean;
                    limit?: string;
                    name?: string;
                    webhook?: string | null;
                    webhook_secret?: string | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alert_shares: string[];
                        currency: string | null;
                        id: string;
                        is_active: boolean;
                        is_hard: boolean;
                        limit: string;
                        managed_by_file: boolean;
                        /** @enum {string} */
                        measure: "requests" | "tokens" | "money";
                        name: string;
                        /** @enum {string} */
                        period: "minute" | "hour" | "day" | "month";
                        revision: number;
                        scope: {
                            /** @default false */
                            each: boolean;
                            id: string | null;
                            /** @enum {string} */
                            kind: "everyone" | "key" | "user" | "group" | "instance" | "model";
                        };
                        scope_name: string | null;
                        webhook: string | null;
                        webhook_secret: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBudgetUsage: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                periods?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alerts: {
                            /** Format: date-time */
                            at: string;
                            attempts: number;
                            delivered_at: string | null;
                            /** Format: date-time */
                            period_from: string;
                            problem: string | null;
                            share: string;
                            spent: string;
                            subject: string;
                        }[];
                        budget: {
                            alert_shares: string[];
                            currency: string | null;
                            id: string;
                            is_active: boolean;
                            is_hard: boolean;
                            limit: string;
                            managed_by_file: boolean;
                            /** @enum {string} */
                            measure: "requests" | "tokens" | "money";
                            name: string;
                            /** @enum {string} */
                            period: "minute" | "hour" | "day" | "month";
                            revision: number;
                            scope: {
                                /** @default false */
                                each: boolean;
                                id: string | null;
                                /** @enum {string} */
                                kind: "everyone" | "key" | "user" | "group" | "instance" | "model";
                            };
                            scope_name: string | null;
                            webhook: string | null;
                            webhook_secret: string | null;
                        };
                        history: {
                            /** Format: date-time */
                            period_from: string;
                            spent: string;
                            subject: string;
                        }[];
                        items: {
                            left: string;
                            name: string | null;
                            reserved: string;
                            spent: string;
                            subject: string;
                        }[];
                        next_cursor: string | null;
                        /** Format: date-time */
                        period_from: string;
                        /** Format: date-time */
                        resets_at: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCatalogueDrift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checked_at: string | null;
                        items: {
                            /** Format: date-time */
                            checked_at: string;
                            display_name: string;
                            model_id: string;
                            note: string | null;
                            /** @enum {string} */
                            presence: "listed" | "gone" | "unknown";
                            provider: string;
                            provider_model: string;
                            repriced: {
                                field: string;
                                in_force: string | null;
                                suggested: string | null;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkCatalogueDrift: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checked_at: string | null;
                        items: {
                            /** Format: date-time */
                            checked_at: string;
                            display_name: string;
                            model_id: string;
                            note: string | null;
                            /** @enum {string} */
                            presence: "listed" | "gone" | "unknown";
                            provider: string;
                            provider_model: string;
                            repriced: {
                                field: string;
                                in_force: string | null;
                                suggested: string | null;
                            }[];
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCostCentreAssignments: {
        parameters: {
            query?: {
                cost_centre?: string;
                cursor?: string;
                limit?: number;
                subject_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            cost_centre: string | null;
                            /** Format: date-time */
                            created_at: string;
                            id: string;
                            managed_by_file: boolean;
                            subject: {
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "group";
                                name: string;
                            };
                            /** Format: date */
                            valid_from: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCostCentreAssignment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    cost_centre: string | null;
                    reason?: string;
                    subject: {
                        id: string;
                        /** @enum {string} */
                        kind: "user" | "group";
                    };
                    /** Format: date */
                    valid_from: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cost_centre: string | null;
                        /** Format: date-time */
                        created_at: string;
                        id: string;
                        managed_by_file: boolean;
                        subject: {
                            id: string;
                            /** @enum {string} */
                            kind: "user" | "group";
                            name: string;
                        };
                        /** Format: date */
                        valid_from: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteCostCentreAssignment: {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCostCentres: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date */
                            first_day: string;
                            name: string;
                            users: number;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCostsBy: {
        parameters: {
            query?: {
                and?: "user" | "instance" | "model" | "session" | "provider" | "route" | "cost_centre" | "day" | "hour" | "month" | "trace" | "key";
                cost_centre?: string[];
                currency?: string;
                cursor?: string;
                format?: "json" | "csv";
                from?: string;
                instance?: string[];
                key?: string[];
                limit?: number;
                model?: string[];
                provider?: string[];
                rates?: "same_day" | "latest_before";
                route?: ("external" | "secure")[];
                session_id?: string[];
                sort?: "key" | "calls" | "tokens" | "amount";
                time_zone?: string;
                to?: string;
                trace_id?: string[];
                user?: string[];
            };
            header?: never;
            path: {
                key: "user" | "instance" | "model" | "session" | "provider" | "route" | "cost_centre" | "day" | "hour" | "month" | "trace" | "key";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines of the report. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            and?: {
                                key: string | null;
                                name: string | null;
                            };
                            cache_savings: {
                                amount: string;
                                currency: string;
                            }[];
                            calls: number;
                            calls_url: string;
                            completed_calls: number;
                            converted?: {
                                amount: string;
                                costs: {
                                    amount: string;
                                    /** @enum {string} */
                                    kind: "estimated_cost" | "internal_cost";
                                }[];
                                currency: string;
                                unconverted: {
                                    amount: string;
                                    currency: string;
                                    /** @enum {string} */
                                    kind: "estimated_cost" | "internal_cost";
                                }[];
                            };
                            costs: {
                                amount: string;
                                classes: {
                                    cache_write: string;
                                    cached_input: string;
                                    input: string;
                                    output: string;
                                    reasoning: string;
                                };
                                currency: string;
                                estimated: string;
                                fees: string;
                                /** @enum {string} */
                                kind: "estimated_cost" | "internal_cost";
                                per_completed_call: string | null;
                            }[];
                            estimated_calls: number;
                            estimated_share: string | null;
                            key: string | null;
                            name: string | null;
                            rerouting: {
                                calls: number;
                                costs: {
                                    amount: string;
                                    currency: string;
                                }[];
                                instead: {
                                    amount: string;
                                    currency: string;
                                }[];
                            };
                            unpriced_calls: number;
                            usage: {
                                cache_write: number;
                                cached_input: number;
                                completion: number;
                                details?: {
                                    [key: string]: number;
                                };
                                estimated: boolean;
                                input: number;
                                output: number;
                                prompt: number;
                                reasoning: number;
                                /** @enum {boolean} */
                                suspect?: true;
                                total: number;
                                units?: {
                                    [key: string]: number;
                                };
                            };
                        }[];
                        missing_rates?: {
                            currency: string;
                            day: string;
                        }[];
                        next_cursor: string | null;
                        time_zone: string;
                    };
                    "text/csv": string;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLedger: {
        parameters: {
            query?: {
                currency?: string[];
                cursor?: string;
                entry?: ("charge" | "correction")[];
                format?: "json" | "csv";
                from?: string;
                instance?: string[];
                kind?: ("estimated_cost" | "internal_cost")[];
                limit?: number;
                model?: string[];
                provider?: string[];
                request_id?: string[];
                route?: ("external" | "secure")[];
                session_id?: string[];
                to?: string;
                user?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries of the ledger. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            amount: string;
                            /** Format: date-time */
                            at: string;
                            /** Format: date-time */
                            booked_at: string;
                            classes: {
                                cache_write: string;
                                cached_input: string;
                                input: string;
                                output: string;
                                reasoning: string;
                            };
                            currency: string;
                            details: {
                                [key: string]: string;
                            } | null;
                            /** @enum {string} */
                            entry: "charge" | "correction";
                            fee_amount: string;
                            fees: {
                                [key: string]: string;
                            } | null;
                            instance: string | null;
                            instance_id: string | null;
                            is_estimated: boolean | null;
                            is_rerouted: boolean | null;
                            journal_id: string;
                            /** @enum {string} */
                            kind: "estimated_cost" | "internal_cost";
                            model: string | null;
                            price_variant: number | null;
                            price_version: number;
                            provider: string | null;
                            provider_id: string | null;
                            request_id: string;
                            route: string | null;
                            sequence: string;
                            session_id: string | null;
                            tokens: {
                                cache_write: number;
                                cached_input: number;
                                input: number;
                                output: number;
                                reasoning: number;
                            };
                            user: string | null;
                            user_id: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                    "text/csv": string;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCostSummary: {
        parameters: {
            query?: {
                cost_centre?: string[];
                currency?: string;
                from?: string;
                instance?: string[];
                key?: string[];
                model?: string[];
                provider?: string[];
                rates?: "same_day" | "latest_before";
                route?: ("external" | "secure")[];
                session_id?: string[];
                to?: string;
                trace_id?: string[];
                user?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        cache_savings: {
                            amount: string;
                            currency: string;
                        }[];
                        calls: number;
                        calls_url: string;
                        completed_calls: number;
                        converted?: {
                            amount: string;
                            costs: {
                                amount: string;
                                /** @enum {string} */
                                kind: "estimated_cost" | "internal_cost";
                            }[];
                            currency: string;
                            unconverted: {
                                amount: string;
                                currency: string;
                                /** @enum {string} */
                                kind: "estimated_cost" | "internal_cost";
                            }[];
                        };
                        costs: {
                            amount: string;
                            classes: {
                                cache_write: string;
                                cached_input: string;
                                input: string;
                                output: string;
                                reasoning: string;
                            };
                            currency: string;
                            estimated: string;
                            fees: string;
                            /** @enum {string} */
                            kind: "estimated_cost" | "internal_cost";
                            per_completed_call: string | null;
                        }[];
                        estimated_calls: number;
                        estimated_share: string | null;
                        missing_rates?: {
                            currency: string;
                            day: string;
                        }[];
                        rerouting: {
                            calls: number;
                            costs: {
                                amount: string;
                                currency: string;
                            }[];
                            instead: {
                                amount: string;
                                currency: string;
                            }[];
                        };
                        time_zone: string;
                        unpriced_calls: number;
                        usage: {
                            cache_write: number;
                            cached_input: number;
                            completion: number;
                            details?: {
                                [key: string]: number;
                            };
                            estimated: boolean;
                            input: number;
                            output: number;
                            prompt: number;
                            reasoning: number;
                            /** @enum {boolean} */
                            suspect?: true;
                            total: number;
                            units?: {
                                [key: string]: number;
                            };
                        };
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listErasures: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            done_at: string | null;
                            id: string;
                            reason: string;
                            /** Format: date-time */
                            requested_at: string;
                            scope: {
                                id: string;
                                /** @enum {string} */
                                kind: "invocation" | "session" | "user";
                                user_id: string;
                            };
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestErasure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    scope: {
                        id: string;
                        /** @enum {string} */
                        kind: "invocation" | "session" | "user";
                        user?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        done_at: string | null;
                        id: string;
                        reason: string;
                        /** Format: date-time */
                        requested_at: string;
                        scope: {
                            id: string;
                            /** @enum {string} */
                            kind: "invocation" | "session" | "user";
                            user_id: string;
                        };
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExchangeRates: {
        parameters: {
            query?: {
                base?: string[];
                currency?: string[];
                cursor?: string;
                from?: string;
                limit?: number;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            base: string;
                            currency: string;
                            day: string;
                            rate: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadExchangeRates: {
        parameters: {
            query?: {
                replace?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/xml": string;
                "text/csv": string;
                "text/plain": string;
                "text/xml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changed: number;
                        from: string;
                        rates: number;
                        to: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFindings: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                rule?: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            decision: ("passed" | "redacted" | "rerouted" | "blocked") | null;
                            final_model: string | null;
                            found: {
                                /** @enum {string} */
                                action: "allow" | "redact" | "route_secure_model" | "block";
                                /** @enum {string} */
                                category: "privacy" | "enterprise" | "finance" | "security";
                                /** @enum {string} */
                                direction?: "response";
                                disguises?: ("unicode" | "invisible" | "homoglyph" | "html_entities" | "percent" | "escapes" | "base64" | "hex" | "compressed" | "spaced" | "split")[];
                                display_name: string;
                                end: number;
                                /** @enum {boolean} */
                                is_reviewed?: true;
                                place: string;
                                rule: string;
                                sample: string;
                                /** @enum {string} */
                                scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                                /** @enum {string} */
                                severity: "low" | "medium" | "high";
                                start: number;
                                why?: {
                                    context?: string[];
                                    validator?: string;
                                };
                            };
                            hit: number;
                            instance: {
                                id: string;
                                name: string;
                            } | null;
                            request_id: string;
                            requested_model: string | null;
                            route: ("external" | "secure") | null;
                            user: {
                                email: string;
                                id: string;
                            } | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealFinding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hit: number;
                    request_id: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        after: string;
                        before: string;
                        value: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFingerprintSets: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            changed_at: string;
                            /** Format: date-time */
                            created_at: string;
                            description: string;
                            id: string;
                            revision: number;
                            used_by: string[];
                            values: number;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createFingerprintSet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    description?: string;
                    id: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        changed_at: string;
                        /** Format: date-time */
                        created_at: string;
                        description: string;
                        id: string;
                        revision: number;
                        used_by: string[];
                        values: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readFingerprintSet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        changed_at: string;
                        /** Format: date-time */
                        created_at: string;
                        description: string;
                        id: string;
                        revision: number;
                        used_by: string[];
                        values: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteFingerprintSet: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceFingerprintValues: {
        parameters: {
            query?: {
                column?: string;
            };
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        changed_at: string;
                        /** Format: date-time */
                        created_at: string;
                        description: string;
                        id: string;
                        revision: number;
                        skipped: {
                            [key: string]: number;
                        };
                        used_by: string[];
                        values: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGrants: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                model_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Grant"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createGrant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    model_id: string;
                    to: {
                        /** @enum {string} */
                        kind: "everyone";
                    } | {
                        id: string;
                        /** @enum {string} */
                        kind: "group";
                    } | {
                        id: string;
                        /** @enum {string} */
                        kind: "user";
                    } | {
                        id: string;
                        /** @enum {string} */
                        kind: "instance";
                    };
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                member_id?: string;
                name?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Group"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    member_ids?: string[];
                    name: string;
                    /** Format: date */
                    since?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeGroup: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    add_member_ids?: string[];
                    name?: string;
                    remove_member_ids?: string[];
                    /** Format: date */
                    since?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInstances: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                owner_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Instance"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    block_form?: ("error" | "message") | null;
                    /**
                     * @default generic
                     * @enum {string}
                     */
                    kind?: "openclaw" | "generic";
                    name: string;
                    owner_id: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readInstance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeInstance: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    block_form?: ("error" | "message") | null;
                    is_active?: boolean;
                    /** @enum {string} */
                    kind?: "openclaw" | "generic";
                    name?: string;
                    owner_id?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Instance"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readInstanceAccess: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                policy_version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groups: {
                            id: string;
                            name: string;
                        }[];
                        items: {
                            by: {
                                id: string | null;
                                /** @enum {string} */
                                kind: "everyone" | "group" | "user" | "instance";
                                name: string | null;
                            }[];
                            may_use: boolean;
                            model: {
                                capabilities: {
                                    audio?: boolean;
                                    context_tokens?: number;
                                    embeddings?: boolean;
                                    output_tokens_max?: number;
                                    reasoning?: boolean;
                                    tools?: boolean;
                                    vision?: boolean;
                                };
                                id: string;
                                is_active: boolean;
                                is_secure: boolean;
                                name: string;
                                price: {
                                    /** @default null */
                                    cache_write: string | null;
                                    /** @default null */
                                    cached_input: string | null;
                                    currency: string;
                                    /** @default {} */
                                    details: {
                                        [key: string]: string;
                                    };
                                    input: string;
                                    output: string;
                                    /** @default null */
                                    reasoning: string | null;
                                    /** @default null */
                                    source: string | null;
                                    /** @default {} */
                                    units: {
                                        [key: string]: string;
                                    };
                                    /** Format: date-time */
                                    valid_from: string;
                                    /** @default null */
                                    valid_to: string | null;
                                    /** @default [] */
                                    variants: {
                                        cache_write?: string;
                                        cached_input?: string;
                                        details?: {
                                            [key: string]: string;
                                        };
                                        input?: string;
                                        output?: string;
                                        reasoning?: string;
                                        units?: {
                                            [key: string]: string;
                                        };
                                        when: {
                                            /** @enum {boolean} */
                                            batch?: true;
                                            input_over?: number;
                                            service_tier?: string;
                                        };
                                    }[];
                                    version: number;
                                } | null;
                            };
                            why_not: ("user_deactivated" | "instance_deactivated" | "model_inactive" | "not_granted")[];
                        }[];
                        next_cursor: string | null;
                        policy_version: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchInvocations: {
        parameters: {
            query?: {
                cost_centre?: string[];
                cost_min?: string;
                currency?: string;
                cursor?: string;
                decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                error_code?: string[];
                estimated_usage?: "true";
                found?: "some" | "none";
                from?: string;
                instance?: string[];
                key?: string[];
                latency_min_ms?: number;
                limit?: number;
                model?: string[];
                not_decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                not_instance?: string[];
                not_model?: string[];
                not_provider?: string[];
                not_route?: ("external" | "secure")[];
                not_rule?: string[];
                not_status?: ("open" | "completed" | "blocked" | "denied" | "failed" | "aborted" | "interrupted")[];
                not_user?: string[];
                policy_version?: number[];
                provider?: string[];
                request_id?: string[];
                route?: ("external" | "secure")[];
                rule?: string[];
                session_id?: string[];
                status?: ("open" | "completed" | "blocked" | "denied" | "failed" | "aborted" | "interrupted")[];
                text?: string;
                to?: string;
                trace_id?: string[];
                user?: string[];
                without?: ("user" | "instance" | "key" | "model" | "provider" | "route" | "session_id" | "trace_id" | "cost_centre" | "price" | "decision")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invocation"][];
                        live_cursor: string;
                        next_cursor: string | null;
                        searched_to: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readInvocation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invocation"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readConversation: {
        parameters: {
            query?: {
                earlier?: "none" | "all";
            };
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answer: {
                            is_new: boolean;
                            parts: {
                                call_id: string | null;
                                characters: number;
                                /** @enum {string} */
                                kind: "text" | "reasoning" | "tool_call" | "tool_result" | "media" | "other";
                                marks: {
                                    end: number;
                                    hit: number;
                                    start: number;
                                }[];
                                media: {
                                    bytes: number;
                                    sha256: string | null;
                                    type: string;
                                } | null;
                                name: string | null;
                                place: string;
                                text: string;
                            }[];
                            place: string;
                            role: string;
                        }[];
                        earlier: number;
                        erasure: {
                            actor: {
                                email: string | null;
                                kind: string;
                            };
                            /** Format: date-time */
                            at: string;
                            reason: string;
                        } | null;
                        finish_reason: string | null;
                        is_readable: boolean;
                        is_withheld: boolean;
                        messages: {
                            is_new: boolean;
                            parts: {
                                call_id: string | null;
                                characters: number;
                                /** @enum {string} */
                                kind: "text" | "reasoning" | "tool_call" | "tool_result" | "media" | "other";
                                marks: {
                                    end: number;
                                    hit: number;
                                    start: number;
                                }[];
                                media: {
                                    bytes: number;
                                    sha256: string | null;
                                    type: string;
                                } | null;
                                name: string | null;
                                place: string;
                                text: string;
                            }[];
                            place: string;
                            role: string;
                        }[];
                        missing: ("none" | "erased" | "expired" | "lost") | null;
                        request_id: string;
                        times: [
                            number,
                            number
                        ][];
                        tools: string[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readInvocationCost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        adds_up: boolean;
                        booked: {
                            amount: string;
                            currency: string;
                            /** @enum {string} */
                            kind: "estimated_cost" | "internal_cost";
                        }[];
                        is_derivable: boolean;
                        price: {
                            /** @default null */
                            cache_write: string | null;
                            /** @default null */
                            cached_input: string | null;
                            currency: string;
                            /** @default {} */
                            details: {
                                [key: string]: string;
                            };
                            input: string;
                            output: string;
                            /** @default null */
                            reasoning: string | null;
                            /** @default null */
                            source: string | null;
                            /** @default {} */
                            units: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            valid_from: string;
                            /** @default null */
                            valid_to: string | null;
                            /** @default [] */
                            variants: {
                                cache_write?: string;
                                cached_input?: string;
                                details?: {
                                    [key: string]: string;
                                };
                                input?: string;
                                output?: string;
                                reasoning?: string;
                                units?: {
                                    [key: string]: string;
                                };
                                when: {
                                    /** @enum {boolean} */
                                    batch?: true;
                                    input_over?: number;
                                    service_tier?: string;
                                };
                            }[];
                            version: number;
                        } | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDifferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        request: {
                            after: string | null;
                            before: string | null;
                            bytes_after: number;
                            bytes_before: number;
                            first_line: number;
                            is_equal: boolean;
                        } | null;
                        response: {
                            after: string | null;
                            before: string | null;
                            bytes_after: number;
                            bytes_before: number;
                            first_line: number;
                            is_equal: boolean;
                        } | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPayload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: "request-received" | "request-sent" | "response-received" | "response-sent";
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes as they were on the wire. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/octet-stream": unknown;
                    "text/event-stream": unknown;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readProof: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        checked_at: string;
                        checkpoint: {
                            /** Format: date-time */
                            at: string;
                            body: string;
                            id: string;
                            /** Format: byte */
                            signature: string;
                        } | null;
                        checks: {
                            message: string | null;
                            /** @enum {string} */
                            outcome: "holds" | "broken" | "open";
                            /** @enum {string} */
                            what: "events" | "chain" | "checkpoint" | "signature" | "rows";
                        }[];
                        events: {
                            after: string;
                            before: string;
                            canonical: string | null;
                            journal_id: string;
                            /** @enum {string} */
                            kind: "open" | "settle";
                            leaf: string;
                            sequence: string;
                        }[];
                        public_key: string | null;
                        request_id: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealFindings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hits?: number[];
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            hit: number;
                            text: string | null;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readTurn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        answer: {
                            content: string;
                            finish_reason: string | null;
                            reasoning: string;
                            tool_calls: {
                                arguments: string;
                                id: string | null;
                                name: string;
                            }[];
                        } | null;
                        is_withheld: boolean;
                        messages: unknown[];
                        request_id: string;
                        times: [
                            number,
                            number
                        ][];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countFacets: {
        parameters: {
            query?: {
                cost_centre?: string[];
                cost_min?: string;
                currency?: string;
                cursor?: string;
                decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                error_code?: string[];
                estimated_usage?: "true";
                found?: "some" | "none";
                from?: string;
                instance?: string[];
                key?: string[];
                latency_min_ms?: number;
                model?: string[];
                not_decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                not_instance?: string[];
                not_model?: string[];
                not_provider?: string[];
                not_route?: ("external" | "secure")[];
                not_rule?: string[];
                not_status?: ("open" | "completed" | "blocked" | "denied" | "failed" | "aborted" | "interrupted")[];
                not_user?: string[];
                policy_version?: number[];
                provider?: string[];
                request_id?: string[];
                route?: ("external" | "secure")[];
                rule?: string[];
                session_id?: string[];
                status?: ("open" | "completed" | "blocked" | "denied" | "failed" | "aborted" | "interrupted")[];
                to?: string;
                trace_id?: string[];
                user?: string[];
                without?: ("user" | "instance" | "key" | "model" | "provider" | "route" | "session_id" | "trace_id" | "cost_centre" | "price" | "decision")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        calls: number;
                        costs: {
                            amount: string;
                            calls: number;
                            currency: string;
                        }[];
                        facets: {
                            decision: {
                                calls: number;
                                name: string | null;
                                value: string;
                            }[];
                            model: {
                                calls: number;
                                name: string | null;
                                value: string;
                            }[];
                            provider: {
                                calls: number;
                                name: string | null;
                                value: string;
                            }[];
                            route: {
                                calls: number;
                                name: string | null;
                                value: string;
                            }[];
                            rule: {
                                calls: number;
                                name: string | null;
                                value: string;
                            }[];
                            status: {
                                calls: number;
                                name: string | null;
                                value: string;
                            }[];
                        };
                        is_complete: boolean;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: {
                cursor?: string;
                instance_id?: string;
                limit?: number;
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            block_form: ("error" | "message") | null;
                            /** Format: date-time */
                            created_at: string;
                            expires_at: string | null;
                            id: string;
                            /** @enum {string} */
                            include_usage: "requested" | "always";
                            instance_id: string | null;
                            last_used_at: string | null;
                            managed_by_file: boolean;
                            name: string;
                            prefix: string;
                            revision: number;
                            revoked_at: string | null;
                            user_id: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    block_form?: ("error" | "message") | null;
                    /** @default null */
                    expires_at?: string | null;
                    /**
                     * @default requested
                     * @enum {string}
                     */
                    include_usage?: "requested" | "always";
                    instance_id?: string;
                    name: string;
                    user_id?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        block_form: ("error" | "message") | null;
                        /** Format: date-time */
                        created_at: string;
                        expires_at: string | null;
                        id: string;
                        /** @enum {string} */
                        include_usage: "requested" | "always";
                        instance_id: string | null;
                        managed_by_file: boolean;
                        name: string;
                        prefix: string;
                        revision: number;
                        revoked_at: string | null;
                        secret: string;
                        user_id: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        block_form: ("error" | "message") | null;
                        /** Format: date-time */
                        created_at: string;
                        expires_at: string | null;
                        id: string;
                        /** @enum {string} */
                        include_usage: "requested" | "always";
                        instance_id: string | null;
                        last_used_at: string | null;
                        managed_by_file: boolean;
                        name: string;
                        prefix: string;
                        revision: number;
                        revoked_at: string | null;
                        user_id: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeKey: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    block_form?: ("error" | "message") | null;
                    expires_at?: string | null;
                    /** @enum {string} */
                    include_usage?: "requested" | "always";
                    name?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 86400 */
                    old_valid_s?: number;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        block_form: ("error" | "message") | null;
                        /** Format: date-time */
                        created_at: string;
                        expires_at: string | null;
                        id: string;
                        /** @enum {string} */
                        include_usage: "requested" | "always";
                        instance_id: string | null;
                        managed_by_file: boolean;
                        name: string;
                        prefix: string;
                        revision: number;
                        revoked_at: string | null;
                        secret: string;
                        user_id: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLegalHolds: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            /** Format: date-time */
                            created_at: string;
                            id: string;
                            lift_reason: string | null;
                            lifted_at: string | null;
                            reason: string;
                            scope: {
                                id: string;
                                /** @enum {string} */
                                kind: "trace" | "session" | "user";
                                user_id: string;
                            };
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createLegalHold: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    scope: {
                        id: string;
                        /** @enum {string} */
                        kind: "trace" | "session" | "user";
                        user: string;
                    };
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        /** Format: date-time */
                        created_at: string;
                        id: string;
                        lift_reason: string | null;
                        lifted_at: string | null;
                        reason: string;
                        scope: {
                            id: string;
                            /** @enum {string} */
                            kind: "trace" | "session" | "user";
                            user_id: string;
                        };
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liftLegalHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        /** Format: date-time */
                        created_at: string;
                        id: string;
                        lift_reason: string | null;
                        lifted_at: string | null;
                        reason: string;
                        scope: {
                            id: string;
                            /** @enum {string} */
                            kind: "trace" | "session" | "user";
                            user_id: string;
                        };
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "user" | "bootstrap_token";
                        must_change_password: boolean;
                        one_time_codes: boolean;
                        permissions: string[];
                        report_time_zone: string;
                        /** @enum {string} */
                        role: "admin" | "auditor" | "member";
                        user: {
                            email: string;
                            id: string;
                            name: string;
                        } | null;
                        version: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                provider_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Model"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    base_url?: string | null;
                    /** @default {} */
                    capabilities?: {
                        audio?: boolean;
                        context_tokens?: number;
                        embeddings?: boolean;
                        output_tokens_max?: number;
                        reasoning?: boolean;
                        tools?: boolean;
                        vision?: boolean;
                    };
                    /** @default null */
                    credential?: string | null;
                    display_name: string;
                    /** @default false */
                    is_active?: boolean;
                    /** @default false */
                    is_secure?: boolean;
                    /** @default null */
                    prices?: {
                        /** @default null */
                        cache_write?: string | null;
                        /** @default null */
                        cached_input?: string | null;
                        currency: string;
                        /** @default {} */
                        details?: {
                            [key: string]: string;
                        };
                        input: string;
                        output: string;
                        /** @default null */
                        reasoning?: string | null;
                        /** @default null */
                        source?: string | null;
                        /** @default {} */
                        units?: {
                            [key: string]: string;
                        };
                        /** Format: date-time */
                        valid_from?: string;
                        /** @default null */
                        valid_to?: string | null;
                        /** @default [] */
                        variants?: {
                            cache_write?: string;
                            cached_input?: string;
                            details?: {
                                [key: string]: string;
                            };
                            input?: string;
                            output?: string;
                            reasoning?: string;
                            units?: {
                                [key: string]: string;
                            };
                            when: {
                                /** @enum {boolean} */
                                batch?: true;
                                input_over?: number;
                                service_tier?: string;
                            };
                        }[];
                    } | null;
                    provider_id: string;
                    provider_model: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteModel: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeModel: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    base_url?: string | null;
                    capabilities?: {
                        audio?: boolean;
                        context_tokens?: number;
                        embeddings?: boolean;
                        output_tokens_max?: number;
                        reasoning?: boolean;
                        tools?: boolean;
                        vision?: boolean;
                    };
                    credential?: string | null;
                    display_name?: string;
                    is_active?: boolean;
                    is_secure?: boolean;
                    provider_id?: string;
                    provider_model?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readModelAccess: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                policy_version?: number;
                user_id?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            by: {
                                id: string | null;
                                /** @enum {string} */
                                kind: "everyone" | "group" | "user" | "instance";
                                name: string | null;
                            }[];
                            instances: {
                                id: string;
                                name: string;
                            }[];
                            may_use: boolean;
                            user: {
                                email: string;
                                id: string;
                                name: string;
                            };
                            why_not: ("user_deactivated" | "instance_deactivated" | "model_inactive" | "not_granted")[];
                        }[];
                        next_cursor: string | null;
                        policy_version: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setModelCredential: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    secret: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPrices: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @default null */
                            cache_write: string | null;
                            /** @default null */
                            cached_input: string | null;
                            currency: string;
                            /** @default {} */
                            details: {
                                [key: string]: string;
                            };
                            input: string;
                            output: string;
                            /** @default null */
                            reasoning: string | null;
                            /** @default null */
                            source: string | null;
                            /** @default {} */
                            units: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            valid_from: string;
                            /** @default null */
                            valid_to: string | null;
                            /** @default [] */
                            variants: {
                                cache_write?: string;
                                cached_input?: string;
                                details?: {
                                    [key: string]: string;
                                };
                                input?: string;
                                output?: string;
                                reasoning?: string;
                                units?: {
                                    [key: string]: string;
                                };
                                when: {
                                    /** @enum {boolean} */
                                    batch?: true;
                                    input_over?: number;
                                    service_tier?: string;
                                };
                            }[];
                            version: number;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    cache_write?: string | null;
                    /** @default null */
                    cached_input?: string | null;
                    currency: string;
                    /** @default {} */
                    details?: {
                        [key: string]: string;
                    };
                    input: string;
                    output: string;
                    /** @default null */
                    reasoning?: string | null;
                    /** @default null */
                    source?: string | null;
                    /** @default {} */
                    units?: {
                        [key: string]: string;
                    };
                    /** Format: date-time */
                    valid_from?: string;
                    /** @default null */
                    valid_to?: string | null;
                    /** @default [] */
                    variants?: {
                        cache_write?: string;
                        cached_input?: string;
                        details?: {
                            [key: string]: string;
                        };
                        input?: string;
                        output?: string;
                        reasoning?: string;
                        units?: {
                            [key: string]: string;
                        };
                        when: {
                            /** @enum {boolean} */
                            batch?: true;
                            input_over?: number;
                            service_tier?: string;
                        };
                    }[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @default null */
                        cache_write: string | null;
                        /** @default null */
                        cached_input: string | null;
                        currency: string;
                        /** @default {} */
                        details: {
                            [key: string]: string;
                        };
                        example: {
                            amount: string;
                            input: number;
                            output: number;
                        };
                        input: string;
                        output: string;
                        /** @default null */
                        reasoning: string | null;
                        /** @default null */
                        source: string | null;
                        /** @default {} */
                        units: {
                            [key: string]: string;
                        };
                        /** Format: date-time */
                        valid_from: string;
                        /** @default null */
                        valid_to: string | null;
                        /** @default [] */
                        variants: {
                            cache_write?: string;
                            cached_input?: string;
                            details?: {
                                [key: string]: string;
                            };
                            input?: string;
                            output?: string;
                            reasoning?: string;
                            units?: {
                                [key: string]: string;
                            };
                            when: {
                                /** @enum {boolean} */
                                batch?: true;
                                input_over?: number;
                                service_tier?: string;
                            };
                        }[];
                        version: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkSecurePath: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        addresses: string[];
                        host: string;
                        is_allowed: boolean;
                        reason: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activateModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                    /** @default true */
                    is_active?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Model"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    catalogue_provider?: string;
                    /** @default [] */
                    grant_to?: ({
                        /** @enum {string} */
                        kind: "everyone";
                    } | {
                        id: string;
                        /** @enum {string} */
                        kind: "group";
                    } | {
                        id: string;
                        /** @enum {string} */
                        kind: "user";
                    } | {
                        id: string;
                        /** @enum {string} */
                        kind: "instance";
                    })[];
                    models: {
                        capabilities?: {
                            audio?: boolean;
                            context_tokens?: number;
                            embeddings?: boolean;
                            output_tokens_max?: number;
                            reasoning?: boolean;
                            tools?: boolean;
                            vision?: boolean;
                        };
                        display_name?: string;
                        /** @default false */
                        is_secure?: boolean;
                        prices?: {
                            /** @default null */
                            cache_write?: string | null;
                            /** @default null */
                            cached_input?: string | null;
                            currency: string;
                            /** @default {} */
                            details?: {
                                [key: string]: string;
                            };
                            input: string;
                            output: string;
                            /** @default null */
                            reasoning?: string | null;
                            /** @default null */
                            source?: string | null;
                            /** @default {} */
                            units?: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            valid_from?: string;
                            /** @default null */
                            valid_to?: string | null;
                            /** @default [] */
                            variants?: {
                                cache_write?: string;
                                cached_input?: string;
                                details?: {
                                    [key: string]: string;
                                };
                                input?: string;
                                output?: string;
                                reasoning?: string;
                                units?: {
                                    [key: string]: string;
                                };
                                when: {
                                    /** @enum {boolean} */
                                    batch?: true;
                                    input_over?: number;
                                    service_tier?: string;
                                };
                            }[];
                        } | null;
                        provider_model: string;
                    }[];
                    provider_id: string;
                    /** @default false */
                    suggested_prices?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Model"][];
                        unpriced: string[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default [] */
                    activate?: string[];
                    /** @default [] */
                    deactivate?: string[];
                    instance?: string;
                    order?: string[];
                    user?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        auto: {
                            id: string;
                            name: string;
                        } | null;
                        models: {
                            /** @enum {string} */
                            auto: "taken" | "later" | "inactive" | "secure" | "not_granted";
                            id: string;
                            name: string;
                            /** @enum {string} */
                            sensitive: "taken" | "later" | "inactive" | "regular";
                        }[];
                        policy_version: number;
                        sensitive: {
                            id: string;
                            name: string;
                        } | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reorderModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Model"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOverview: {
        parameters: {
            query?: {
                from?: string;
                time_zone?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attention: {
                            /** Format: date-time */
                            from: string;
                            items: {
                                count: number | null;
                                /** @enum {string} */
                                kind: "no_secure_model" | "provider_refuses_credential" | "provider_failing" | "budget_used" | "model_unpriced" | "model_gone" | "model_repriced" | "unreviewed";
                                share: number | null;
                                since: string | null;
                                subject: {
                                    id: string;
                                    name: string;
                                } | null;
                            }[];
                            /** Format: date-time */
                            to: string;
                        };
                        calls: number;
                        calls_before: number | null;
                        completed: number;
                        costs: {
                            amount: string;
                            currency: string;
                            /** @enum {string} */
                            kind: "estimated_cost" | "internal_cost";
                        }[];
                        decisions: {
                            blocked: number;
                            passed: number;
                            redacted: number;
                            rerouted: number;
                            undecided: number;
                        };
                        denied: number;
                        failed: number;
                        /** Format: date-time */
                        from: string;
                        is_partial: boolean;
                        providers: {
                            calls: number;
                            completed: number;
                            failed: number;
                            first_token_p50_ms: number | null;
                            id: string;
                            last_failure: {
                                /** Format: date-time */
                                at: string;
                                error_code: string | null;
                                request_id: string;
                            } | null;
                            latency_p50_ms: number | null;
                            name: string;
                        }[] | null;
                        record: {
                            backlog_events: number | null;
                            checkpoint: {
                                /** Format: date-time */
                                at: string;
                                id: string;
                            } | null;
                            has_calls: boolean;
                            last_call_at: string | null;
                            open_calls: number;
                            verified: {
                                findings: number;
                                /** Format: date-time */
                                until: string;
                            } | null;
                        };
                        rules: {
                            calls: number;
                            display_name: string;
                            rule: string;
                            trend: number[];
                        }[] | null;
                        setup: {
                            keys: number;
                            models: number;
                            providers: number;
                            secure_models: number;
                        } | null;
                        /** @enum {string} */
                        step: "five_minutes" | "hour" | "day";
                        steps: {
                            blocked: number;
                            /** Format: date-time */
                            from: string;
                            passed: number;
                            redacted: number;
                            rerouted: number;
                            /** Format: date-time */
                            to: string;
                            undecided: number;
                        }[];
                        /** Format: date-time */
                        to: string;
                        unpriced: number;
                        users: {
                            calls: number;
                            costs: {
                                amount: string;
                                currency: string;
                                /** @enum {string} */
                                kind: "estimated_cost" | "internal_cost";
                            }[];
                            key: string | null;
                            name: string | null;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPins: {
        parameters: {
            query?: {
                cursor?: string;
                instance?: string;
                limit?: number;
                session_id?: string;
                state?: "in_force" | "all";
                user?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            calls: number;
                            /** Format: date-time */
                            created_at: string;
                            display_name: string;
                            /** Format: date-time */
                            expires_at: string;
                            id: string;
                            instance: {
                                id: string;
                                name: string;
                            } | null;
                            /** @enum {string} */
                            kind: "trace" | "session" | "instance";
                            lift_reason: string | null;
                            lifted_at: string | null;
                            request_id: string;
                            rule: string;
                            sessions: string[];
                            traces: string[];
                            user: {
                                email: string | null;
                                id: string;
                            };
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        calls: number;
                        /** Format: date-time */
                        created_at: string;
                        display_name: string;
                        /** Format: date-time */
                        expires_at: string;
                        id: string;
                        instance: {
                            id: string;
                            name: string;
                        } | null;
                        /** @enum {string} */
                        kind: "trace" | "session" | "instance";
                        lift_reason: string | null;
                        lifted_at: string | null;
                        request_id: string;
                        rule: string;
                        sessions: string[];
                        traces: string[];
                        user: {
                            email: string | null;
                            id: string;
                        };
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liftPin: {
        parameters: {
            query?: {
                reason?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        document: components["schemas"]["PolicyDocument"];
                        version: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPolicyVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        document: components["schemas"]["PolicyDocument"];
                        version: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPriceCorrections: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            calls_corrected: number;
                            calls_looked_at: number;
                            calls_total: number | null;
                            /** Format: date-time */
                            created_at: string;
                            ended_at: string | null;
                            /** Format: date-time */
                            from_at: string;
                            id: string;
                            is_cancel_asked: boolean;
                            model: string;
                            model_id: string;
                            policy_version: number;
                            price_version: number;
                            reason: string | null;
                            /** @enum {string} */
                            state: "waiting" | "running" | "done" | "cancelled" | "failed";
                            to_at: string | null;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPriceCorrection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        calls_corrected: number;
                        calls_looked_at: number;
                        calls_total: number | null;
                        /** Format: date-time */
                        created_at: string;
                        ended_at: string | null;
                        /** Format: date-time */
                        from_at: string;
                        id: string;
                        is_cancel_asked: boolean;
                        model: string;
                        model_id: string;
                        policy_version: number;
                        price_version: number;
                        reason: string | null;
                        /** @enum {string} */
                        state: "waiting" | "running" | "done" | "cancelled" | "failed";
                        to_at: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelPriceCorrection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllPrices: {
        parameters: {
            query?: {
                at?: string;
                currency?: string;
                cursor?: string;
                limit?: number;
                model_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @default null */
                            cache_write: string | null;
                            /** @default null */
                            cached_input: string | null;
                            currency: string;
                            /** @default {} */
                            details: {
                                [key: string]: string;
                            };
                            input: string;
                            model: string;
                            model_id: string;
                            output: string;
                            /** @default null */
                            reasoning: string | null;
                            /** @default null */
                            source: string | null;
                            /** @default {} */
                            units: {
                                [key: string]: string;
                            };
                            /** Format: date-time */
                            valid_from: string;
                            /** @default null */
                            valid_to: string | null;
                            /** @default [] */
                            variants: {
                                cache_write?: string;
                                cached_input?: string;
                                details?: {
                                    [key: string]: string;
                                };
                                input?: string;
                                output?: string;
                                reasoning?: string;
                                units?: {
                                    [key: string]: string;
                                };
                                when: {
                                    /** @enum {boolean} */
                                    batch?: true;
                                    input_over?: number;
                                    service_tier?: string;
                                };
                            }[];
                            version: number;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPriceCatalogue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        as_of: string;
                        is_shipped: boolean;
                        models: number;
                        name: string;
                        providers: number;
                        sha256: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshPriceCatalogue: {
        parameters: {
            query: {
                as_of: string;
                dry_run?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        added: string[];
                        catalogue: {
                            /** Format: date */
                            as_of: string;
                            is_shipped: boolean;
                            models: number;
                            name: string;
                            providers: number;
                            sha256: string;
                        };
                        changed: {
                            fields: {
                                after: string | null;
                                before: string | null;
                                field: string;
                            }[];
                            model: string;
                        }[];
                        is_applied: boolean;
                        removed: string[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewPrices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    prices: {
                        /** @default null */
                        cache_write?: string | null;
                        /** @default null */
                        cached_input?: string | null;
                        currency: string;
                        /** @default {} */
                        details?: {
                            [key: string]: string;
                        };
                        input: string;
                        output: string;
                        /** @default null */
                        reasoning?: string | null;
                        /** @default null */
                        source?: string | null;
                        /** @default {} */
                        units?: {
                            [key: string]: string;
                        };
                        /** @default [] */
                        variants?: {
                            cache_write?: string;
                            cached_input?: string;
                            details?: {
                                [key: string]: string;
                            };
                            input?: string;
                            output?: string;
                            reasoning?: string;
                            units?: {
                                [key: string]: string;
                            };
                            when: {
                                /** @enum {boolean} */
                                batch?: true;
                                input_over?: number;
                                service_tier?: string;
                            };
                        }[];
                    };
                    /**
                     * @default external
                     * @enum {string}
                     */
                    route?: "external" | "secure";
                    /** @default null */
                    service_tier?: string | null;
                    /**
                     * @default {
                     *       "input": 1000,
                     *       "output": 500
                     *     }
                     */
                    usage?: {
                        /** @default 0 */
                        cache_write?: number;
                        /** @default 0 */
                        cached_input?: number;
                        details?: {
                            [key: string]: number;
                        };
                        /** @default 0 */
                        input?: number;
                        /** @default 0 */
                        output?: number;
                        /** @default 0 */
                        reasoning?: number;
                        units?: {
                            [key: string]: number;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        amount: string;
                        classes: {
                            cache_write: string;
                            cached_input: string;
                            input: string;
                            output: string;
                            reasoning: string;
                        };
                        currency: string;
                        details?: {
                            [key: string]: string;
                        };
                        fees?: {
                            [key: string]: string;
                        };
                        price_variant: number | null;
                        usage: {
                            cache_write: number;
                            cached_input: number;
                            completion: number;
                            details?: {
                                [key: string]: number;
                            };
                            estimated: boolean;
                            input: number;
                            output: number;
                            prompt: number;
                            reasoning: number;
                            /** @enum {boolean} */
                            suspect?: true;
                            total: number;
                            units?: {
                                [key: string]: number;
                            };
                        };
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestPrices: {
        parameters: {
            query: {
                catalogue_provider?: string;
                model: string;
                provider_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date */
                            as_of: string;
                            catalogue_model: string | null;
                            example: string;
                            notes: string[];
                            /** @enum {string} */
                            origin: "catalogue" | "provider";
                            prices: {
                                /** @default null */
                                cache_write: string | null;
                                /** @default null */
                                cached_input: string | null;
                                currency: string;
                                /** @default {} */
                                details: {
                                    [key: string]: string;
                                };
                                input: string;
                                output: string;
                                /** @default null */
                                reasoning: string | null;
                                /** @default {} */
                                units: {
                                    [key: string]: string;
                                };
                                /** @default [] */
                                variants: {
                                    cache_write?: string;
                                    cached_input?: string;
                                    details?: {
                                        [key: string]: string;
                                    };
                                    input?: string;
                                    output?: string;
                                    reasoning?: string;
                                    units?: {
                                        [key: string]: string;
                                    };
                                    when: {
                                        /** @enum {boolean} */
                                        batch?: true;
                                        input_over?: number;
                                        service_tier?: string;
                                    };
                                }[];
                            };
                            pricing_urls: string[];
                            source: string;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProviderPresets: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            base_url: string;
                            headers: {
                                [key: string]: string;
                            };
                            id: string;
                            inject_usage: boolean;
                            key_variable: string | null;
                            /** @enum {string} */
                            kind: "hosted" | "local";
                            lists_models: boolean;
                            name: string;
                            note: string | null;
                            /** @enum {string} */
                            protocol: "openai" | "openai-compatible" | "azure-openai" | "anthropic" | "google" | "ollama";
                            /** Format: uri */
                            source: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProviders: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Provider"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    api_version?: string | null;
                    /** Format: uri */
                    base_url?: string;
                    /** @default null */
                    credential?: string | null;
                    /** @default [] */
                    forward_headers?: string[];
                    /** @default {} */
                    headers?: {
                        [key: string]: string;
                    };
                    inject_usage?: boolean;
                    /** @enum {string} */
                    kind?: "hosted" | "local";
                    name?: string;
                    /**
                     * @default cancel
                     * @enum {string}
                     */
                    on_caller_left?: "cancel" | "drain";
                    preset?: string;
                    /** @enum {string} */
                    protocol?: "openai" | "openai-compatible" | "azure-openai" | "anthropic" | "google" | "ollama";
                    secret?: string;
                    /** @default {} */
                    timeouts?: {
                        /** @default 10000 */
                        connect_ms?: number;
                        /** @default 300000 */
                        first_byte_ms?: number;
                        /** @default 120000 */
                        idle_ms?: number;
                    };
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteProvider: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeProvider: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    api_version?: string | null;
                    /** Format: uri */
                    base_url?: string;
                    credential?: string | null;
                    forward_headers?: string[];
                    headers?: {
                        [key: string]: string;
                    };
                    inject_usage?: boolean;
                    /** @enum {string} */
                    kind?: "hosted" | "local";
                    name?: string;
                    /** @enum {string} */
                    on_caller_left?: "cancel" | "drain";
                    /** @enum {string} */
                    protocol?: "openai" | "openai-compatible" | "azure-openai" | "anthropic" | "google" | "ollama";
                    timeouts?: {
                        connect_ms?: number;
                        first_byte_ms?: number;
                        idle_ms?: number;
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setProviderCredential: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    secret: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discoverModels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        at: string;
                        is_whole: boolean;
                        items: {
                            capabilities: {
                                audio?: boolean;
                                context_tokens?: number;
                                embeddings?: boolean;
                                output_tokens_max?: number;
                                reasoning?: boolean;
                                tools?: boolean;
                                vision?: boolean;
                            };
                            display_name: string;
                            governed_as: {
                                display_name: string;
                                id: string;
                            }[];
                            listed_prices: {
                                cache_write: string | null;
                                cached_input: string | null;
                                input: string;
                                output: string;
                            } | null;
                            name: string;
                            provider_model: string;
                            suggestion: {
                                /** Format: date */
                                as_of: string;
                                catalogue_model: string | null;
                                example: string;
                                notes: string[];
                                /** @enum {string} */
                                origin: "catalogue" | "provider";
                                prices: {
                                    /** @default null */
                                    cache_write: string | null;
                                    /** @default null */
                                    cached_input: string | null;
                                    currency: string;
                                    /** @default {} */
                                    details: {
                                        [key: string]: string;
                                    };
                                    input: string;
                                    output: string;
                                    /** @default null */
                                    reasoning: string | null;
                                    /** @default {} */
                                    units: {
                                        [key: string]: string;
                                    };
                                    /** @default [] */
                                    variants: {
                                        cache_write?: string;
                                        cached_input?: string;
                                        details?: {
                                            [key: string]: string;
                                        };
                                        input?: string;
                                        output?: string;
                                        reasoning?: string;
                                        units?: {
                                            [key: string]: string;
                                        };
                                        when: {
                                            /** @enum {boolean} */
                                            batch?: true;
                                            input_over?: number;
                                            service_tier?: string;
                                        };
                                    }[];
                                };
                                pricing_urls: string[];
                                source: string;
                            } | null;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "ok" | "ok_without_list" | "dns" | "refused" | "unreachable" | "connect_timeout" | "answer_timeout" | "tls_expired" | "tls_untrusted" | "tls_name" | "tls_failed" | "not_http" | "broken" | "address_not_allowed" | "credential_missing" | "credential_refused" | "credential_unresolved" | "quota" | "path" | "redirect" | "wrong_protocol" | "provider_error" | "request_refused";
                        hint: string | null;
                        http_status: number | null;
                        is_ok: boolean;
                        latency_ms: number | null;
                        message: string;
                        models: number | null;
                        /** @enum {string} */
                        route: "external" | "secure";
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tryProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    api_version?: string | null;
                    /** Format: uri */
                    base_url?: string;
                    /** @default null */
                    credential?: string | null;
                    /** @default [] */
                    forward_headers?: string[];
                    /** @default {} */
                    headers?: {
                        [key: string]: string;
                    };
                    inject_usage?: boolean;
                    /** @enum {string} */
                    kind?: "hosted" | "local";
                    name?: string;
                    /**
                     * @default cancel
                     * @enum {string}
                     */
                    on_caller_left?: "cancel" | "drain";
                    preset?: string;
                    /** @enum {string} */
                    protocol?: "openai" | "openai-compatible" | "azure-openai" | "anthropic" | "google" | "ollama";
                    secret?: string;
                    /** @default {} */
                    timeouts?: {
                        /** @default 10000 */
                        connect_ms?: number;
                        /** @default 300000 */
                        first_byte_ms?: number;
                        /** @default 120000 */
                        idle_ms?: number;
                    };
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        code: "ok" | "ok_without_list" | "dns" | "refused" | "unreachable" | "connect_timeout" | "answer_timeout" | "tls_expired" | "tls_untrusted" | "tls_name" | "tls_failed" | "not_http" | "broken" | "address_not_allowed" | "credential_missing" | "credential_refused" | "credential_unresolved" | "quota" | "path" | "redirect" | "wrong_protocol" | "provider_error" | "request_refused";
                        hint: string | null;
                        http_status: number | null;
                        is_ok: boolean;
                        latency_ms: number | null;
                        message: string;
                        models: number | null;
                        /** @enum {string} */
                        route: "external" | "secure";
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReviewedTexts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            hash: string;
                            id: string;
                            length: number;
                            note: string;
                            preview: string;
                            /** Format: date-time */
                            reviewed_at: string;
                            reviewed_by: string;
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createReviewedText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                    text: string;
                } | {
                    note: string;
                    place: string;
                    request_id: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        hash: string;
                        id: string;
                        length: number;
                        note: string;
                        preview: string;
                        /** Format: date-time */
                        reviewed_at: string;
                        reviewed_by: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteReviewedText: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReviews: {
        parameters: {
            query?: {
                cursor?: string;
                is_applied?: "true" | "false";
                limit?: number;
                request_id?: string;
                reviewer?: string;
                rule?: string[];
                verdict?: ("right" | "wrong")[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            applied: {
                                actor: {
                                    email: string | null;
                                    id: string | null;
                                    kind: string;
                                };
                                /** @enum {string} */
                                as: "except" | "reviewed_text";
                                /** Format: date-time */
                                at: string;
                            } | null;
                            /** @enum {string} */
                            category: "privacy" | "enterprise" | "finance" | "security";
                            /** Format: date-time */
                            changed_at: string;
                            /** Format: date-time */
                            created_at: string;
                            display_name: string;
                            end: number;
                            hit: number;
                            id: string;
                            note: string;
                            place: string;
                            request_id: string;
                            revision: number;
                            rule: string;
                            sample: string;
                            /** @enum {string} */
                            scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                            start: number;
                            /** @enum {string} */
                            verdict: "right" | "wrong";
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createReview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    hit: number;
                    /** @default  */
                    note?: string;
                    request_id: string;
                    /** @enum {string} */
                    verdict: "right" | "wrong";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        applied: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            /** @enum {string} */
                            as: "except" | "reviewed_text";
                            /** Format: date-time */
                            at: string;
                        } | null;
                        /** @enum {string} */
                        category: "privacy" | "enterprise" | "finance" | "security";
                        /** Format: date-time */
                        changed_at: string;
                        /** Format: date-time */
                        created_at: string;
                        display_name: string;
                        end: number;
                        hit: number;
                        id: string;
                        note: string;
                        place: string;
                        request_id: string;
                        revision: number;
                        rule: string;
                        sample: string;
                        /** @enum {string} */
                        scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                        start: number;
                        /** @enum {string} */
                        verdict: "right" | "wrong";
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteReview: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeReview: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note?: string;
                    /** @enum {string} */
                    verdict?: "right" | "wrong";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        applied: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            /** @enum {string} */
                            as: "except" | "reviewed_text";
                            /** Format: date-time */
                            at: string;
                        } | null;
                        /** @enum {string} */
                        category: "privacy" | "enterprise" | "finance" | "security";
                        /** Format: date-time */
                        changed_at: string;
                        /** Format: date-time */
                        created_at: string;
                        display_name: string;
                        end: number;
                        hit: number;
                        id: string;
                        note: string;
                        place: string;
                        request_id: string;
                        revision: number;
                        rule: string;
                        sample: string;
                        /** @enum {string} */
                        scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                        start: number;
                        /** @enum {string} */
                        verdict: "right" | "wrong";
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    applyReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    as: "except" | "reviewed_text";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        applied: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            /** @enum {string} */
                            as: "except" | "reviewed_text";
                            /** Format: date-time */
                            at: string;
                        } | null;
                        /** @enum {string} */
                        category: "privacy" | "enterprise" | "finance" | "security";
                        /** Format: date-time */
                        changed_at: string;
                        /** Format: date-time */
                        created_at: string;
                        display_name: string;
                        end: number;
                        hit: number;
                        id: string;
                        note: string;
                        place: string;
                        request_id: string;
                        revision: number;
                        rule: string;
                        sample: string;
                        /** @enum {string} */
                        scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                        start: number;
                        /** @enum {string} */
                        verdict: "right" | "wrong";
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRuleChecks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detectors: string[];
                        validators: string[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRules: {
        parameters: {
            query?: {
                action?: ("allow" | "redact" | "route_secure_model" | "block")[];
                category?: ("privacy" | "enterprise" | "finance" | "security")[];
                cursor?: string;
                limit?: number;
                origin?: "built_in" | "custom";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Rule"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "allow" | "redact" | "route_secure_model" | "block";
                    audience?: {
                        groups?: string[];
                        instances?: string[];
                        models?: string[];
                        providers?: string[];
                        users?: string[];
                    };
                    case_sensitive?: boolean;
                    /** @enum {string} */
                    category: "privacy" | "enterprise" | "finance" | "security";
                    context?: string[];
                    count_min?: number;
                    /** @default  */
                    description?: string;
                    detector?: string;
                    detector_options?: {
                        [key: string]: string | number | boolean | string[];
                    };
                    /**
                     * @default request
                     * @enum {string}
                     */
                    direction?: "request" | "response" | "both";
                    display_name: string;
                    entropy_min?: number;
                    /**
                     * @default {
                     *       "match": [],
                     *       "no_match": []
                     *     }
                     */
                    examples?: {
                        /** @default [] */
                        match?: string[];
                        /** @default [] */
                        no_match?: string[];
                    };
                    except?: string[];
                    fingerprints?: string;
                    flags?: string;
                    group?: number;
                    id: string;
                    /** @default true */
                    is_enabled?: boolean;
                    /** @enum {string} */
                    keyword_match?: "word" | "substring";
                    keywords?: string[];
                    keywords_in_case?: string[];
                    /** @enum {string} */
                    kind: "regex" | "keywords" | "detector" | "fingerprints";
                    /** @default 0 */
                    position?: number;
                    regex?: string;
                    /** @enum {string} */
                    response_action?: "record" | "redact" | "cut";
                    scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                    /** @enum {string} */
                    severity: "low" | "medium" | "high";
                    source?: string;
                    /** @enum {string} */
                    sticky?: "none" | "trace" | "session" | "instance";
                    validator?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteRule: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeRule: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    action?: ("allow" | "redact" | "route_secure_model" | "block") | null;
                    audience?: {
                        groups?: string[];
                        instances?: string[];
                        models?: string[];
                        providers?: string[];
                        users?: string[];
                    } | null;
                    case_sensitive?: boolean | null;
                    /** @enum {string} */
                    category?: "privacy" | "enterprise" | "finance" | "security";
                    context?: string[] | null;
                    count_min?: number | null;
                    description?: string;
                    detector?: string | null;
                    detector_options?: {
                        [key: string]: string | number | boolean | string[];
                    } | null;
                    direction?: ("request" | "response" | "both") | null;
                    display_name?: string;
                    entropy_min?: number | null;
                    examples?: {
                        /** @default [] */
                        match?: string[];
                        /** @default [] */
                        no_match?: string[];
                    };
                    except?: string[] | null;
                    fingerprints?: string | null;
                    flags?: string | null;
                    group?: number | null;
                    is_enabled?: boolean | null;
                    keyword_match?: ("word" | "substring") | null;
                    keywords?: string[] | null;
                    keywords_in_case?: string[] | null;
                    /** @enum {string} */
                    kind?: "regex" | "keywords" | "detector" | "fingerprints";
                    position?: number;
                    regex?: string | null;
                    response_action?: ("record" | "redact" | "cut") | null;
                    scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[] | null;
                    severity?: ("low" | "medium" | "high") | null;
                    sticky?: ("none" | "trace" | "session" | "instance") | null;
                    validator?: string | null;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadKeywords: {
        parameters: {
            query?: {
                mode?: "replace" | "add";
            };
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startBacktest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 10000 */
                    calls_max?: number;
                    /** @default {} */
                    filters?: {
                        decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                        instance?: string[];
                        key?: string[];
                        model?: string[];
                        provider?: string[];
                        route?: ("external" | "secure")[];
                        rule?: string[];
                        session_id?: string[];
                        trace_id?: string[];
                        user?: string[];
                    };
                    /** Format: date-time */
                    from: string;
                    /** @default [] */
                    rules?: ({
                        /** @enum {string} */
                        action: "allow" | "redact" | "route_secure_model" | "block";
                        audience?: {
                            groups?: string[];
                            instances?: string[];
                            models?: string[];
                            providers?: string[];
                            users?: string[];
                        };
                        case_sensitive?: boolean;
                        /** @enum {string} */
                        category: "privacy" | "enterprise" | "finance" | "security";
                        context?: string[];
                        count_min?: number;
                        /** @default  */
                        description?: string;
                        detector?: string;
                        detector_options?: {
                            [key: string]: string | number | boolean | string[];
                        };
                        /**
                         * @default request
                         * @enum {string}
                         */
                        direction?: "request" | "response" | "both";
                        display_name: string;
                        entropy_min?: number;
                        /**
                         * @default {
                         *       "match": [],
                         *       "no_match": []
                         *     }
                         */
                        examples?: {
                            /** @default [] */
                            match?: string[];
                            /** @default [] */
                            no_match?: string[];
                        };
                        except?: string[];
                        fingerprints?: string;
                        flags?: string;
                        group?: number;
                        id: string;
                        /** @default true */
                        is_enabled?: boolean;
                        /** @enum {string} */
                        keyword_match?: "word" | "substring";
                        keywords?: string[];
                        keywords_in_case?: string[];
                        /** @enum {string} */
                        kind: "regex" | "keywords" | "detector" | "fingerprints";
                        /** @default 0 */
                        position?: number;
                        regex?: string;
                        /** @enum {string} */
                        response_action?: "record" | "redact" | "cut";
                        scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                        /** @enum {string} */
                        severity: "low" | "medium" | "high";
                        source?: string;
                        /** @enum {string} */
                        sticky?: "none" | "trace" | "session" | "instance";
                        validator?: string;
                    } | {
                        /** @enum {string} */
                        action?: "allow" | "redact" | "route_secure_model" | "block";
                        audience?: {
                            groups?: string[];
                            instances?: string[];
                            models?: string[];
                            providers?: string[];
                            users?: string[];
                        };
                        count_min?: number;
                        /** @enum {string} */
                        direction?: "request" | "response" | "both";
                        except?: string[];
                        id: string;
                        is_enabled?: boolean;
                        /** @enum {string} */
                        response_action?: "record" | "redact" | "cut";
                        scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                        /** @enum {string} */
                        severity?: "low" | "medium" | "high";
                        /** @enum {string} */
                        sticky?: "none" | "trace" | "session" | "instance";
                    })[];
                    /** @default 5 */
                    samples_max?: number;
                    /** Format: date-time */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        /** Format: date-time */
                        created_at: string;
                        ended_at: string | null;
                        id: string;
                        progress: {
                            calls_compared: number;
                            calls_gone: number;
                            calls_looked_at: number;
                            calls_skipped: number;
                            calls_total: number | null;
                        };
                        reason: string | null;
                        request: {
                            /** @default 10000 */
                            calls_max: number;
                            /** @default {} */
                            filters: {
                                decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                                instance?: string[];
                                key?: string[];
                                model?: string[];
                                provider?: string[];
                                route?: ("external" | "secure")[];
                                rule?: string[];
                                session_id?: string[];
                                trace_id?: string[];
                                user?: string[];
                            };
                            /** Format: date-time */
                            from: string;
                            /** @default [] */
                            rules: ({
                                /** @enum {string} */
                                action: "allow" | "redact" | "route_secure_model" | "block";
                                audience?: {
                                    groups?: string[];
                                    instances?: string[];
                                    models?: string[];
                                    providers?: string[];
                                    users?: string[];
                                };
                                case_sensitive?: boolean;
                                /** @enum {string} */
                                category: "privacy" | "enterprise" | "finance" | "security";
                                context?: string[];
                                count_min?: number;
                                /** @default  */
                                description: string;
                                detector?: string;
                                detector_options?: {
                                    [key: string]: string | number | boolean | string[];
                                };
                                /**
                                 * @default request
                                 * @enum {string}
                                 */
                                direction: "request" | "response" | "both";
                                display_name: string;
                                entropy_min?: number;
                                /**
                                 * @default {
                                 *       "match": [],
                                 *       "no_match": []
                                 *     }
                                 */
                                examples: {
                                    /** @default [] */
                                    match: string[];
                                    /** @default [] */
                                    no_match: string[];
                                };
                                except?: string[];
                                fingerprints?: string;
                                flags?: string;
                                group?: number;
                                id: string;
                                /** @default true */
                                is_enabled: boolean;
                                /** @enum {string} */
                                keyword_match?: "word" | "substring";
                                keywords?: string[];
                                keywords_in_case?: string[];
                                /** @enum {string} */
                                kind: "regex" | "keywords" | "detector" | "fingerprints";
                                /** @default 0 */
                                position: number;
                                regex?: string;
                                /** @enum {string} */
                                response_action?: "record" | "redact" | "cut";
                                scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                                /** @enum {string} */
                                severity: "low" | "medium" | "high";
                                source?: string;
                                /** @enum {string} */
                                sticky?: "none" | "trace" | "session" | "instance";
                                validator?: string;
                            } | {
                                /** @enum {string} */
                                action?: "allow" | "redact" | "route_secure_model" | "block";
                                audience?: {
                                    groups?: string[];
                                    instances?: string[];
                                    models?: string[];
                                    providers?: string[];
                                    users?: string[];
                                };
                                count_min?: number;
                                /** @enum {string} */
                                direction?: "request" | "response" | "both";
                                except?: string[];
                                id: string;
                                is_enabled?: boolean;
                                /** @enum {string} */
                                response_action?: "record" | "redact" | "cut";
                                scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                                /** @enum {string} */
                                severity?: "low" | "medium" | "high";
                                /** @enum {string} */
                                sticky?: "none" | "trace" | "session" | "instance";
                            })[];
                            /** @default 5 */
                            samples_max: number;
                            /** Format: date-time */
                            to: string;
                        };
                        result: {
                            answers: {
                                /** @enum {string} */
                                after: "given" | "redacted" | "cut";
                                /** @enum {string} */
                                before: "given" | "redacted" | "cut";
                                calls: number;
                            }[];
                            decisions: {
                                /** @enum {string} */
                                after: "passed" | "redacted" | "rerouted" | "blocked" | "refused";
                                /** @enum {string} */
                                before: "passed" | "redacted" | "rerouted" | "blocked";
                                calls: number;
                            }[];
                            rules: {
                                calls_after: number;
                                calls_before: number;
                                changed: {
                                    /** @enum {string} */
                                    after: "passed" | "redacted" | "rerouted" | "blocked" | "refused";
                                    /** @enum {string} */
                                    before: "passed" | "redacted" | "rerouted" | "blocked";
                                    calls: number;
                                }[];
                                hits_after: number;
                                hits_before: number;
                                rule: string;
                                samples: {
                                    /** @enum {string} */
                                    change: "found" | "lost";
                                    /** @enum {string} */
                                    direction?: "response";
                                    end: number;
                                    place: string;
                                    request_id: string;
                                    sample: string;
                                    /** @enum {string} */
                                    scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                                    start: number;
                                }[];
                                us_per_100_kb: number | null;
                            }[];
                        } | null;
                        /** @enum {string} */
                        state: "running" | "done" | "cancelled" | "failed" | "interrupted";
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBacktests: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            actor: {
                                email: string | null;
                                id: string | null;
                                kind: string;
                            };
                            /** Format: date-time */
                            created_at: string;
                            ended_at: string | null;
                            id: string;
                            progress: {
                                calls_compared: number;
                                calls_gone: number;
                                calls_looked_at: number;
                                calls_skipped: number;
                                calls_total: number | null;
                            };
                            reason: string | null;
                            request: {
                                /** @default 10000 */
                                calls_max: number;
                                /** @default {} */
                                filters: {
                                    decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                                    instance?: string[];
                                    key?: string[];
                                    model?: string[];
                                    provider?: string[];
                                    route?: ("external" | "secure")[];
                                    rule?: string[];
                                    session_id?: string[];
                                    trace_id?: string[];
                                    user?: string[];
                                };
                                /** Format: date-time */
                                from: string;
                                /** @default [] */
                                rules: ({
                                    /** @enum {string} */
                                    action: "allow" | "redact" | "route_secure_model" | "block";
                                    audience?: {
                                        groups?: string[];
                                        instances?: string[];
                                        models?: string[];
                                        providers?: string[];
                                        users?: string[];
                                    };
                                    case_sensitive?: boolean;
                                    /** @enum {string} */
                                    category: "privacy" | "enterprise" | "finance" | "security";
                                    context?: string[];
                                    count_min?: number;
                                    /** @default  */
                                    description: string;
                                    detector?: string;
                                    detector_options?: {
                                        [key: string]: string | number | boolean | string[];
                                    };
                                    /**
                                     * @default request
                                     * @enum {string}
                                     */
                                    direction: "request" | "response" | "both";
                                    display_name: string;
                                    entropy_min?: number;
                                    /**
                                     * @default {
                                     *       "match": [],
                                     *       "no_match": []
                                     *     }
                                     */
                                    examples: {
                                        /** @default [] */
                                        match: string[];
                                        /** @default [] */
                                        no_match: string[];
                                    };
                                    except?: string[];
                                    fingerprints?: string;
                                    flags?: string;
                                    group?: number;
                                    id: string;
                                    /** @default true */
                                    is_enabled: boolean;
                                    /** @enum {string} */
                                    keyword_match?: "word" | "substring";
                                    keywords?: string[];
                                    keywords_in_case?: string[];
                                    /** @enum {string} */
                                    kind: "regex" | "keywords" | "detector" | "fingerprints";
                                    /** @default 0 */
                                    position: number;
                                    regex?: string;
                                    /** @enum {string} */
                                    response_action?: "record" | "redact" | "cut";
                                    scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                                    /** @enum {string} */
                                    severity: "low" | "medium" | "high";
                                    source?: string;
                                    /** @enum {string} */
                                    sticky?: "none" | "trace" | "session" | "instance";
                                    validator?: string;
                                } | {
                                    /** @enum {string} */
                                    action?: "allow" | "redact" | "route_secure_model" | "block";
                                    audience?: {
                                        groups?: string[];
                                        instances?: string[];
                                        models?: string[];
                                        providers?: string[];
                                        users?: string[];
                                    };
                                    count_min?: number;
                                    /** @enum {string} */
                                    direction?: "request" | "response" | "both";
                                    except?: string[];
                                    id: string;
                                    is_enabled?: boolean;
                                    /** @enum {string} */
                                    response_action?: "record" | "redact" | "cut";
                                    scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                                    /** @enum {string} */
                                    severity?: "low" | "medium" | "high";
                                    /** @enum {string} */
                                    sticky?: "none" | "trace" | "session" | "instance";
                                })[];
                                /** @default 5 */
                                samples_max: number;
                                /** Format: date-time */
                                to: string;
                            };
                            result: {
                                answers: {
                                    /** @enum {string} */
                                    after: "given" | "redacted" | "cut";
                                    /** @enum {string} */
                                    before: "given" | "redacted" | "cut";
                                    calls: number;
                                }[];
                                decisions: {
                                    /** @enum {string} */
                                    after: "passed" | "redacted" | "rerouted" | "blocked" | "refused";
                                    /** @enum {string} */
                                    before: "passed" | "redacted" | "rerouted" | "blocked";
                                    calls: number;
                                }[];
                                rules: {
                                    calls_after: number;
                                    calls_before: number;
                                    changed: {
                                        /** @enum {string} */
                                        after: "passed" | "redacted" | "rerouted" | "blocked" | "refused";
                                        /** @enum {string} */
                                        before: "passed" | "redacted" | "rerouted" | "blocked";
                                        calls: number;
                                    }[];
                                    hits_after: number;
                                    hits_before: number;
                                    rule: string;
                                    samples: {
                                        /** @enum {string} */
                                        change: "found" | "lost";
                                        /** @enum {string} */
                                        direction?: "response";
                                        end: number;
                                        place: string;
                                        request_id: string;
                                        sample: string;
                                        /** @enum {string} */
                                        scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                                        start: number;
                                    }[];
                                    us_per_100_kb: number | null;
                                }[];
                            } | null;
                            /** @enum {string} */
                            state: "running" | "done" | "cancelled" | "failed" | "interrupted";
                        }[];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBacktest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        actor: {
                            email: string | null;
                            id: string | null;
                            kind: string;
                        };
                        /** Format: date-time */
                        created_at: string;
                        ended_at: string | null;
                        id: string;
                        progress: {
                            calls_compared: number;
                            calls_gone: number;
                            calls_looked_at: number;
                            calls_skipped: number;
                            calls_total: number | null;
                        };
                        reason: string | null;
                        request: {
                            /** @default 10000 */
                            calls_max: number;
                            /** @default {} */
                            filters: {
                                decision?: ("passed" | "redacted" | "rerouted" | "blocked")[];
                                instance?: string[];
                                key?: string[];
                                model?: string[];
                                provider?: string[];
                                route?: ("external" | "secure")[];
                                rule?: string[];
                                session_id?: string[];
                                trace_id?: string[];
                                user?: string[];
                            };
                            /** Format: date-time */
                            from: string;
                            /** @default [] */
                            rules: ({
                                /** @enum {string} */
                                action: "allow" | "redact" | "route_secure_model" | "block";
                                audience?: {
                                    groups?: string[];
                                    instances?: string[];
                                    models?: string[];
                                    providers?: string[];
                                    users?: string[];
                                };
                                case_sensitive?: boolean;
                                /** @enum {string} */
                                category: "privacy" | "enterprise" | "finance" | "security";
                                context?: string[];
                                count_min?: number;
                                /** @default  */
                                description: string;
                                detector?: string;
                                detector_options?: {
                                    [key: string]: string | number | boolean | string[];
                                };
                                /**
                                 * @default request
                                 * @enum {string}
                                 */
                                direction: "request" | "response" | "both";
                                display_name: string;
                                entropy_min?: number;
                                /**
                                 * @default {
                                 *       "match": [],
                                 *       "no_match": []
                                 *     }
                                 */
                                examples: {
                                    /** @default [] */
                                    match: string[];
                                    /** @default [] */
                                    no_match: string[];
                                };
                                except?: string[];
                                fingerprints?: string;
                                flags?: string;
                                group?: number;
                                id: string;
                                /** @default true */
                                is_enabled: boolean;
                                /** @enum {string} */
                                keyword_match?: "word" | "substring";
                                keywords?: string[];
                                keywords_in_case?: string[];
                                /** @enum {string} */
                                kind: "regex" | "keywords" | "detector" | "fingerprints";
                                /** @default 0 */
                                position: number;
                                regex?: string;
                                /** @enum {string} */
                                response_action?: "record" | "redact" | "cut";
                                scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                                /** @enum {string} */
                                severity: "low" | "medium" | "high";
                                source?: string;
                                /** @enum {string} */
                                sticky?: "none" | "trace" | "session" | "instance";
                                validator?: string;
                            } | {
                                /** @enum {string} */
                                action?: "allow" | "redact" | "route_secure_model" | "block";
                                audience?: {
                                    groups?: string[];
                                    instances?: string[];
                                    models?: string[];
                                    providers?: string[];
                                    users?: string[];
                                };
                                count_min?: number;
                                /** @enum {string} */
                                direction?: "request" | "response" | "both";
                                except?: string[];
                                id: string;
                                is_enabled?: boolean;
                                /** @enum {string} */
                                response_action?: "record" | "redact" | "cut";
                                scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                                /** @enum {string} */
                                severity?: "low" | "medium" | "high";
                                /** @enum {string} */
                                sticky?: "none" | "trace" | "session" | "instance";
                            })[];
                            /** @default 5 */
                            samples_max: number;
                            /** Format: date-time */
                            to: string;
                        };
                        result: {
                            answers: {
                                /** @enum {string} */
                                after: "given" | "redacted" | "cut";
                                /** @enum {string} */
                                before: "given" | "redacted" | "cut";
                                calls: number;
                            }[];
                            decisions: {
                                /** @enum {string} */
                                after: "passed" | "redacted" | "rerouted" | "blocked" | "refused";
                                /** @enum {string} */
                                before: "passed" | "redacted" | "rerouted" | "blocked";
                                calls: number;
                            }[];
                            rules: {
                                calls_after: number;
                                calls_before: number;
                                changed: {
                                    /** @enum {string} */
                                    after: "passed" | "redacted" | "rerouted" | "blocked" | "refused";
                                    /** @enum {string} */
                                    before: "passed" | "redacted" | "rerouted" | "blocked";
                                    calls: number;
                                }[];
                                hits_after: number;
                                hits_before: number;
                                rule: string;
                                samples: {
                                    /** @enum {string} */
                                    change: "found" | "lost";
                                    /** @enum {string} */
                                    direction?: "response";
                                    end: number;
                                    place: string;
                                    request_id: string;
                                    sample: string;
                                    /** @enum {string} */
                                    scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                                    start: number;
                                }[];
                                us_per_100_kb: number | null;
                            }[];
                        } | null;
                        /** @enum {string} */
                        state: "running" | "done" | "cancelled" | "failed" | "interrupted";
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelBacktest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    changes: {
                        fields: {
                            action?: ("allow" | "redact" | "route_secure_model" | "block") | null;
                            audience?: {
                                groups?: string[];
                                instances?: string[];
                                models?: string[];
                                providers?: string[];
                                users?: string[];
                            } | null;
                            case_sensitive?: boolean | null;
                            /** @enum {string} */
                            category?: "privacy" | "enterprise" | "finance" | "security";
                            context?: string[] | null;
                            count_min?: number | null;
                            description?: string;
                            detector?: string | null;
                            detector_options?: {
                                [key: string]: string | number | boolean | string[];
                            } | null;
                            direction?: ("request" | "response" | "both") | null;
                            display_name?: string;
                            entropy_min?: number | null;
                            examples?: {
                                /** @default [] */
                                match?: string[];
                                /** @default [] */
                                no_match?: string[];
                            };
                            except?: string[] | null;
                            fingerprints?: string | null;
                            flags?: string | null;
                            group?: number | null;
                            is_enabled?: boolean | null;
                            keyword_match?: ("word" | "substring") | null;
                            keywords?: string[] | null;
                            keywords_in_case?: string[] | null;
                            /** @enum {string} */
                            kind?: "regex" | "keywords" | "detector" | "fingerprints";
                            position?: number;
                            regex?: string | null;
                            response_action?: ("record" | "redact" | "cut") | null;
                            scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[] | null;
                            severity?: ("low" | "medium" | "high") | null;
                            sticky?: ("none" | "trace" | "session" | "instance") | null;
                            validator?: string | null;
                        };
                        id: string;
                        revision?: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Rule"][];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importRules: {
        parameters: {
            query?: {
                action?: "allow" | "redact" | "route_secure_model" | "block";
                format?: "yaml" | "gitleaks";
                mode?: "preview" | "apply";
                severity?: "low" | "medium" | "high";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/toml": string;
                "application/yaml": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        is_applied: boolean;
                        /** @enum {string} */
                        mode: "preview" | "apply";
                        notes: {
                            message: string;
                            rule: string;
                        }[];
                        problems: {
                            column: number;
                            field: string;
                            line: number;
                            message: string;
                        }[];
                        rules: {
                            /** @enum {string} */
                            action: "create" | "change" | "none";
                            id: string;
                        }[];
                        skipped: {
                            message: string;
                            rule: string;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRuleStatistics: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            calls: number;
                            days: {
                                calls: number;
                                /** Format: date */
                                day: string;
                                hits: number;
                            }[];
                            hits: number;
                            last_hit_at: string | null;
                            marked_right: number;
                            marked_wrong: number;
                            rule: string;
                            us_per_100_kb: number | null;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    as?: {
                        instance?: string;
                        model?: string;
                        user?: string;
                    };
                    /**
                     * @default request
                     * @enum {string}
                     */
                    direction?: "request" | "response";
                    /**
                     * @default chat.completions
                     * @enum {string}
                     */
                    endpoint?: "chat.completions" | "responses" | "embeddings" | "messages" | "messages.count_tokens";
                    /** @default true */
                    measure?: boolean;
                    request?: {
                        [key: string]: unknown;
                    };
                    request_id?: string;
                    /** @default [] */
                    rules?: ({
                        /** @enum {string} */
                        action: "allow" | "redact" | "route_secure_model" | "block";
                        audience?: {
                            groups?: string[];
                            instances?: string[];
                            models?: string[];
                            providers?: string[];
                            users?: string[];
                        };
                        case_sensitive?: boolean;
                        /** @enum {string} */
                        category: "privacy" | "enterprise" | "finance" | "security";
                        context?: string[];
                        count_min?: number;
                        /** @default  */
                        description?: string;
                        detector?: string;
                        detector_options?: {
                            [key: string]: string | number | boolean | string[];
                        };
                        /**
                         * @default request
                         * @enum {string}
                         */
                        direction?: "request" | "response" | "both";
                        display_name: string;
                        entropy_min?: number;
                        /**
                         * @default {
                         *       "match": [],
                         *       "no_match": []
                         *     }
                         */
                        examples?: {
                            /** @default [] */
                            match?: string[];
                            /** @default [] */
                            no_match?: string[];
                        };
                        except?: string[];
                        fingerprints?: string;
                        flags?: string;
                        group?: number;
                        id: string;
                        /** @default true */
                        is_enabled?: boolean;
                        /** @enum {string} */
                        keyword_match?: "word" | "substring";
                        keywords?: string[];
                        keywords_in_case?: string[];
                        /** @enum {string} */
                        kind: "regex" | "keywords" | "detector" | "fingerprints";
                        /** @default 0 */
                        position?: number;
                        regex?: string;
                        /** @enum {string} */
                        response_action?: "record" | "redact" | "cut";
                        scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                        /** @enum {string} */
                        severity: "low" | "medium" | "high";
                        source?: string;
                        /** @enum {string} */
                        sticky?: "none" | "trace" | "session" | "instance";
                        validator?: string;
                    } | {
                        /** @enum {string} */
                        action?: "allow" | "redact" | "route_secure_model" | "block";
                        audience?: {
                            groups?: string[];
                            instances?: string[];
                            models?: string[];
                            providers?: string[];
                            users?: string[];
                        };
                        count_min?: number;
                        /** @enum {string} */
                        direction?: "request" | "response" | "both";
                        except?: string[];
                        id: string;
                        is_enabled?: boolean;
                        /** @enum {string} */
                        response_action?: "record" | "redact" | "cut";
                        scope?: ("system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other")[];
                        /** @enum {string} */
                        severity?: "low" | "medium" | "high";
                        /** @enum {string} */
                        sticky?: "none" | "trace" | "session" | "instance";
                    })[];
                    /** @enum {string} */
                    scope?: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                    text?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        action: ("allow" | "redact" | "route_secure_model" | "block") | null;
                        decision: {
                            because: string | null;
                            code: string | null;
                            explanation: string[];
                            final_model: string | null;
                            /** @enum {string} */
                            outcome: "passed" | "redacted" | "rerouted" | "blocked" | "refused";
                            requested_model: string;
                            route: ("external" | "secure") | null;
                            selected_model: string | null;
                        } | null;
                        hits: {
                            /** @enum {string} */
                            action: "allow" | "redact" | "route_secure_model" | "block";
                            /** @enum {string} */
                            category: "privacy" | "enterprise" | "finance" | "security";
                            /** @enum {string} */
                            direction?: "response";
                            disguises?: ("unicode" | "invisible" | "homoglyph" | "html_entities" | "percent" | "escapes" | "base64" | "hex" | "compressed" | "spaced" | "split")[];
                            display_name: string;
                            end: number;
                            /** @enum {boolean} */
                            is_reviewed?: true;
                            place: string;
                            rule: string;
                            sample: string;
                            /** @enum {string} */
                            scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                            /** @enum {string} */
                            severity: "low" | "medium" | "high";
                            start: number;
                            why?: {
                                context?: string[];
                                validator?: string;
                            };
                        }[];
                        ignored: {
                            end: number;
                            place: string;
                            rule: string;
                            start: number;
                            /** @enum {string} */
                            why: "documented" | "except" | "validator" | "context" | "entropy_min";
                        }[];
                        scan_us: number;
                        scanned: {
                            answer?: {
                                characters: number;
                                hits_beyond?: number;
                                texts: number;
                            };
                            characters: number;
                            hits_beyond?: number;
                            rules: string;
                            scopes: {
                                [key: string]: number;
                            };
                            texts: number;
                            undone?: number;
                        };
                        times: {
                            characters: number;
                            is_complete: boolean;
                            rules: {
                                rule: string;
                                us: number;
                            }[];
                        };
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSavedViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            is_own: boolean;
                            is_shared: boolean;
                            name: string;
                            owner: string;
                            revision: number;
                            search: string;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default false */
                    is_shared?: boolean;
                    name: string;
                    search: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        is_own: boolean;
                        is_shared: boolean;
                        name: string;
                        owner: string;
                        revision: number;
                        search: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggest: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            detail: string | null;
                            /** @enum {string} */
                            key: "user" | "instance" | "model" | "rule" | "provider";
                            name: string;
                            value: string;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSession: {
        parameters: {
            query?: {
                content?: "none" | "new";
                cursor?: string;
                limit?: number;
                user?: string;
            };
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            attempts: {
                                /** Format: date-time */
                                at: string;
                                error: string | null;
                                http_status: number | null;
                                number: number;
                            }[];
                            client_address: string | null;
                            client_request_id: string | null;
                            content?: {
                                answer: {
                                    content: string;
                                    finish_reason: string | null;
                                    reasoning: string;
                                } | null;
                                is_withheld: boolean;
                                messages: unknown[];
                                missing: ("none" | "erased" | "expired" | "lost") | null;
                                tool_calls: {
                                    answered_by: string | null;
                                    arguments: string;
                                    id: string | null;
                                    name: string;
                                    result: unknown | null;
                                }[];
                            };
                            cost: {
                                amount: string;
                                classes: {
                                    cache_write: string;
                                    cached_input: string;
                                    input: string;
                                    output: string;
                                    reasoning: string;
                                };
                                currency: string;
                                details?: {
                                    [key: string]: string;
                                };
                                fees?: {
                                    [key: string]: string;
                                };
                                /** @enum {string} */
                                kind: "estimated_cost" | "internal_cost";
                                price_variant?: number;
                                price_version: number;
                            } | null;
                            decision: ("passed" | "redacted" | "rerouted" | "blocked") | null;
                            endpoint: string;
                            error_code: string | null;
                            error_detail: string | null;
                            explanation: string[];
                            final_model: string | null;
                            gap_ms: number | null;
                            hits: {
                                /** @enum {string} */
                                action: "allow" | "redact" | "route_secure_model" | "block";
                                /** @enum {string} */
                                category: "privacy" | "enterprise" | "finance" | "security";
                                /** @enum {string} */
                                direction?: "response";
                                disguises?: ("unicode" | "invisible" | "homoglyph" | "html_entities" | "percent" | "escapes" | "base64" | "hex" | "compressed" | "spaced" | "split")[];
                                display_name: string;
                                end: number;
                                /** @enum {boolean} */
                                is_reviewed?: true;
                                place: string;
                                rule: string;
                                sample: string;
                                /** @enum {string} */
                                scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                                /** @enum {string} */
                                severity: "low" | "medium" | "high";
                                start: number;
                                why?: {
                                    context?: string[];
                                    validator?: string;
                                };
                            }[];
                            http_status: number | null;
                            instance: {
                                id: string;
                                name: string;
                            } | null;
                            key: {
                                id: string | null;
                                prefix: string;
                            } | null;
                            new_from: number | null;
                            parent: {
                                request_id: string;
                                tool_calls: string[];
                            } | null;
                            pinned_by: string | null;
                            policy_version: number | null;
                            protocol: string;
                            provider: string | null;
                            provider_model: string | null;
                            provider_request_id: string | null;
                            request_id: string;
                            requested_model: string | null;
                            route: ("external" | "secure") | null;
                            scanned: {
                                answer?: {
                                    characters: number;
                                    hits_beyond?: number;
                                    texts: number;
                                };
                                characters: number;
                                hits_beyond?: number;
                                rules: string;
                                scopes: {
                                    [key: string]: number;
                                };
                                texts: number;
                                undone?: number;
                            } | null;
                            selected_model: string | null;
                            service_tier: string | null;
                            session_id: string | null;
                            /** @enum {string} */
                            status: "open" | "completed" | "blocked" | "denied" | "failed" | "aborted" | "interrupted";
                            stream: boolean | null;
                            timings_ms: {
                                first_token: number | null;
                                queue: number | null;
                                record: number | null;
                                scan: number | null;
                                total: number | null;
                            };
                            trace_id: string | null;
                            usage: {
                                cache_write: number;
                                cached_input: number;
                                completion: number;
                                details?: {
                                    [key: string]: number;
                                };
                                estimated: boolean;
                                input: number;
                                output: number;
                                prompt: number;
                                reasoning: number;
                                /** @enum {boolean} */
                                suspect?: true;
                                total: number;
                                units?: {
                                    [key: string]: number;
                                };
                            } | null;
                            usage_reported: unknown | null;
                            user: {
                                email: string;
                                id: string;
                            } | null;
                            user_agent: string | null;
                        }[];
                        next_cursor: string | null;
                        session_id: string | null;
                        totals: {
                            calls: number;
                            costs: {
                                amount: string;
                                currency: string;
                                /** @enum {string} */
                                kind: "estimated_cost" | "internal_cost";
                            }[];
                            duration_ms: number;
                            gateway_ms: number;
                            idle_ms: number;
                            provider_ms: number;
                            usage: {
                                cache_write: number;
                                cached_input: number;
                                completion: number;
                                details?: {
                                    [key: string]: number;
                                };
                                estimated: boolean;
                                input: number;
                                output: number;
                                prompt: number;
                                reasoning: number;
                                /** @enum {boolean} */
                                suspect?: true;
                                total: number;
                                units?: {
                                    [key: string]: number;
                                };
                            };
                        };
                        trace_id: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        managed_by_file: boolean;
                        revision: number;
                        /** @enum {string} */
                        sticky: "none" | "trace" | "session" | "instance";
                        sticky_ttl_s: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSettings: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    sticky?: "none" | "trace" | "session" | "instance";
                    sticky_ttl_s?: number;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        managed_by_file: boolean;
                        revision: number;
                        /** @enum {string} */
                        sticky: "none" | "trace" | "session" | "instance";
                        sticky_ttl_s: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readEnvironment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            default: string;
                            description: string;
                            is_set: boolean;
                            name: string;
                            value: string | null;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSignInOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        company: string | null;
                        password: boolean;
                        signed_in: boolean;
                        version: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSnippets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        base_url: string;
                        items: {
                            /** @enum {string} */
                            client: "openai-python" | "openai-javascript" | "curl" | "openclaw" | "claude-code" | "codex";
                            name: string;
                            parts: {
                                file: string | null;
                                text: string;
                            }[];
                        }[];
                        key_placeholder: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTokens: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                user_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Token"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    expires_at?: string | null;
                    name: string;
                    user_id?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        created_at: string;
                        expires_at: string | null;
                        id: string;
                        name: string;
                        prefix: string;
                        revision: number;
                        revoked_at: string | null;
                        secret: string;
                        user_id: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readTrace: {
        parameters: {
            query?: {
                content?: "none" | "new";
                cursor?: string;
                limit?: number;
                user?: string;
            };
            header?: never;
            path: {
                trace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            at: string;
                            attempts: {
                                /** Format: date-time */
                                at: string;
                                error: string | null;
                                http_status: number | null;
                                number: number;
                            }[];
                            client_address: string | null;
                            client_request_id: string | null;
                            content?: {
                                answer: {
                                    content: string;
                                    finish_reason: string | null;
                                    reasoning: string;
                                } | null;
                                is_withheld: boolean;
                                messages: unknown[];
                                missing: ("none" | "erased" | "expired" | "lost") | null;
                                tool_calls: {
                                    answered_by: string | null;
                                    arguments: string;
                                    id: string | null;
                                    name: string;
                                    result: unknown | null;
                                }[];
                            };
                            cost: {
                                amount: string;
                                classes: {
                                    cache_write: string;
                                    cached_input: string;
                                    input: string;
                                    output: string;
                                    reasoning: string;
                                };
                                currency: string;
                                details?: {
                                    [key: string]: string;
                                };
                                fees?: {
                                    [key: string]: string;
                                };
                                /** @enum {string} */
                                kind: "estimated_cost" | "internal_cost";
                                price_variant?: number;
                                price_version: number;
                            } | null;
                            decision: ("passed" | "redacted" | "rerouted" | "blocked") | null;
                            endpoint: string;
                            error_code: string | null;
                            error_detail: string | null;
                            explanation: string[];
                            final_model: string | null;
                            gap_ms: number | null;
                            hits: {
                                /** @enum {string} */
                                action: "allow" | "redact" | "route_secure_model" | "block";
                                /** @enum {string} */
                                category: "privacy" | "enterprise" | "finance" | "security";
                                /** @enum {string} */
                                direction?: "response";
                                disguises?: ("unicode" | "invisible" | "homoglyph" | "html_entities" | "percent" | "escapes" | "base64" | "hex" | "compressed" | "spaced" | "split")[];
                                display_name: string;
                                end: number;
                                /** @enum {boolean} */
                                is_reviewed?: true;
                                place: string;
                                rule: string;
                                sample: string;
                                /** @enum {string} */
                                scope: "system" | "user" | "assistant" | "tool_call" | "tool_result" | "tool_definitions" | "other";
                                /** @enum {string} */
                                severity: "low" | "medium" | "high";
                                start: number;
                                why?: {
                                    context?: string[];
                                    validator?: string;
                                };
                            }[];
                            http_status: number | null;
                            instance: {
                                id: string;
                                name: string;
                            } | null;
                            key: {
                                id: string | null;
                                prefix: string;
                            } | null;
                            new_from: number | null;
                            parent: {
                                request_id: string;
                                tool_calls: string[];
                            } | null;
                            pinned_by: string | null;
                            policy_version: number | null;
                            protocol: string;
                            provider: string | null;
                            provider_model: string | null;
                            provider_request_id: string | null;
                            request_id: string;
                            requested_model: string | null;
                            route: ("external" | "secure") | null;
                            scanned: {
                                answer?: {
                                    characters: number;
                                    hits_beyond?: number;
                                    texts: number;
                                };
                                characters: number;
                                hits_beyond?: number;
                                rules: string;
                                scopes: {
                                    [key: string]: number;
                                };
                                texts: number;
                                undone?: number;
                            } | null;
                            selected_model: string | null;
                            service_tier: string | null;
                            session_id: string | null;
                            /** @enum {string} */
                            status: "open" | "completed" | "blocked" | "denied" | "failed" | "aborted" | "interrupted";
                            stream: boolean | null;
                            timings_ms: {
                                first_token: number | null;
                                queue: number | null;
                                record: number | null;
                                scan: number | null;
                                total: number | null;
                            };
                            trace_id: string | null;
                            usage: {
                                cache_write: number;
                                cached_input: number;
                                completion: number;
                                details?: {
                                    [key: string]: number;
                                };
                                estimated: boolean;
                                input: number;
                                output: number;
                                prompt: number;
                                reasoning: number;
                                /** @enum {boolean} */
                                suspect?: true;
                                total: number;
                                units?: {
                                    [key: string]: number;
                                };
                            } | null;
                            usage_reported: unknown | null;
                            user: {
                                email: string;
                                id: string;
                            } | null;
                            user_agent: string | null;
                        }[];
                        next_cursor: string | null;
                        session_id: string | null;
                        totals: {
                            calls: number;
                            costs: {
                                amount: string;
                                currency: string;
                                /** @enum {string} */
                                kind: "estimated_cost" | "internal_cost";
                            }[];
                            duration_ms: number;
                            gateway_ms: number;
                            idle_ms: number;
                            provider_ms: number;
                            usage: {
                                cache_write: number;
                                cached_input: number;
                                completion: number;
                                details?: {
                                    [key: string]: number;
                                };
                                estimated: boolean;
                                input: number;
                                output: number;
                                prompt: number;
                                reasoning: number;
                                /** @enum {boolean} */
                                suspect?: true;
                                total: number;
                                units?: {
                                    [key: string]: number;
                                };
                            };
                        };
                        trace_id: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                cursor?: string;
                email?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["User"][];
                        next_cursor: string | null;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    name: string;
                    /**
                     * @default member
                     * @enum {string}
                     */
                    role?: "admin" | "auditor" | "member";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: {
                "if-match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email?: string;
                    is_active?: boolean;
                    name?: string;
                    /** @enum {string} */
                    role?: "admin" | "auditor" | "member";
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readUserAccess: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                policy_version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groups: {
                            id: string;
                            name: string;
                        }[];
                        items: {
                            by: {
                                id: string | null;
                                /** @enum {string} */
                                kind: "everyone" | "group" | "user" | "instance";
                                name: string | null;
                            }[];
                            instances: {
                                id: string;
                                name: string;
                            }[];
                            may_use: boolean;
                            model: {
                                capabilities: {
                                    audio?: boolean;
                                    context_tokens?: number;
                                    embeddings?: boolean;
                                    output_tokens_max?: number;
                                    reasoning?: boolean;
                                    tools?: boolean;
                                    vision?: boolean;
                                };
                                id: string;
                                is_active: boolean;
                                is_secure: boolean;
                                name: string;
                                price: {
                                    /** @default null */
                                    cache_write: string | null;
                                    /** @default null */
                                    cached_input: string | null;
                                    currency: string;
                                    /** @default {} */
                                    details: {
                                        [key: string]: string;
                                    };
                                    input: string;
                                    output: string;
                                    /** @default null */
                                    reasoning: string | null;
                                    /** @default null */
                                    source: string | null;
                                    /** @default {} */
                                    units: {
                                        [key: string]: string;
                                    };
                                    /** Format: date-time */
                                    valid_from: string;
                                    /** @default null */
                                    valid_to: string | null;
                                    /** @default [] */
                                    variants: {
                                        cache_write?: string;
                                        cached_input?: string;
                                        details?: {
                                            [key: string]: string;
                                        };
                                        input?: string;
                                        output?: string;
                                        reasoning?: string;
                                        units?: {
                                            [key: string]: string;
                                        };
                                        when: {
                                            /** @enum {boolean} */
                                            batch?: true;
                                            input_over?: number;
                                            service_tier?: string;
                                        };
                                    }[];
                                    version: number;
                                } | null;
                            };
                            why_not: ("user_deactivated" | "instance_deactivated" | "model_inactive" | "not_granted")[];
                        }[];
                        next_cursor: string | null;
                        policy_version: number;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCostCentresOfUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            by: {
                                id: string;
                                /** @enum {string} */
                                kind: "user" | "group";
                            };
                            cost_centre: string;
                            /** Format: date */
                            from: string;
                            until: string | null;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        password: string;
                        user_id: string;
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            address: string | null;
                            /** Format: date-time */
                            began_at: string;
                            browser: string | null;
                            /** Format: date-time */
                            expires_at: string;
                            id: string;
                        }[];
                    };
                };
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endUserSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why it was not done. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
