/**
 * What the heads of events have in common, so that even a single one compresses well. Blocks that were written with it
 * need exactly these bytes: a better one is a new format of the block, beside this one.
 */
export const chainDictionary = Buffer.from(
  [
    '{"request_id":"req_019","number":2,"at":"2026-","reason":"no connection could be made"}',
    '{"key_id":"","master_key_id":"","wrapped":""}{"at":"2026-","heads":[{"journal_id":"jrn_019","sequence":"1","hash":"',
    '{"entry_id":"","at":"2026-","actor":{"kind":"user","id":"usr_019","email":""},"action":"","target":{"kind":"","id":""},"before":null,"after":null,"reason":null,"policy_version":1}',
    '{"access_id":"","at":"2026-","actor":{"kind":"user","id":"usr_019","email":""},"action":"payload.open","target":{"kind":"invocation","id":"req_019"},"detail":null}',
    '{"rule":"email_address","display_name":"E-mail address","category":"privacy","severity":"medium","action":"route_secure_model","place":"messages[3].content","start":10,"end":31,"sample":"a***@***.com"}',
    '"decision":"blocked","route":null,"explanation":["Asked for \\"auto\\": the first active regular model granted to the caller is \\"',
    '{"request_id":"req_019","settled_at":"2026-","status":"completed","http_status":200,"error_code":null,"error_detail":null,"provider_request_id":null,"attempts":[{"number":1,"at":"2026-","http_status":200,"error":null}],"usage":{"input":1000,"cached_input":0,"cache_write":0,"output":100,"reasoning":0,"prompt":1000,"completion":100,"total":1100,"estimated":false},"usage_reported":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}},"cost":{"kind":"estimated_cost","currency":"USD","amount":"0.001","classes":{"input":"0.001","cached_input":"0","cache_write":"0","output":"0.001","reasoning":"0"},"price_version":1},"tool_calls":[],"answer":"","timings_ms":{"record":1.0,"first_token":100.0,"total":200.0}}',
    '{"request_id":"req_019","at":"2026-","trace_id":"trc_019","session_id":"trc_019","client_request_id":null,"parent":{"request_id":"req_019","tool_calls":["call"]},"new_from":1,"user":{"id":"usr_019","email":"@example.com"},"instance":{"id":"ins_019","name":"claw-1"},"key":{"id":"key_019","prefix":"tg_"},"client_address":"127.0.0.1","user_agent":"OpenAI/JS 7.15.0","protocol":"openai","endpoint":"chat.completions","stream":true,"requested_model":"auto","selected_model":"","final_model":"","provider":{"id":"prv_019","name":""},"provider_model":"","route":"external","decision":"passed","policy_version":1,"explanation":[],"hits":[],"scanned":{"texts":10,"bytes":1000,"rules_version":"","positions":["system","user","assistant","tool_call","tool_result","tool_definitions","other"]},"timings_ms":{"queue":0.1,"scan":0.1}}',
  ].join('\n'),
);
