import type { Losses } from '../interchange/losses.ts';
import type { Prompt, Tool, ToolChoice } from '../interchange/prompt.ts';

/** `tools` and `toolConfig` of a request (ai.google.dev/api/caching#Tool). */
export function functionTools({ tools, toolChoice }: Prompt, losses: Losses): Readonly<Record<string, unknown>> {
  const declarations = tools.filter(({ kind }) => kind === 'function').map(declarationOf);
  const config = toolChoice && callingConfig(toolChoice, losses);
  // Gemini refuses a choice without tools; not to call any, or as it likes, is what happens then anyway.
  if (declarations.length === 0) {
    if (config?.mode === 'ANY') losses.refuse((toolChoice as ToolChoice).param);
    return {};
  }
  return {
    tools: [{ functionDeclarations: declarations }],
    ...(config === null ? {} : { toolConfig: { functionCallingConfig: config } }),
  };
}

/** `parameters` takes a small part of JSON Schema and refuses the rest; `parametersJsonSchema` takes it whole. */
function declarationOf({ name, description, parameters }: Tool): Readonly<Record<string, unknown>> {
  return {
    name,
    ...(description === null ? {} : { description }),
    ...(parameters === null ? {} : { parametersJsonSchema: parameters }),
  };
}

interface CallingConfig {
  readonly mode: 'AUTO' | 'ANY' | 'NONE';
  readonly allowedFunctionNames?: readonly string[];
}

function callingConfig(choice: ToolChoice, losses: Losses): CallingConfig {
  switch (choice.type) {
    case 'auto':
      return { mode: 'AUTO' };
    case 'none':
      return { mode: 'NONE' };
    case 'required':
      return { mode: 'ANY' };
    case 'tool':
      return { mode: 'ANY', allowedFunctionNames: [choice.name] };
    case 'other':
      return losses.refuse(choice.param);
  }
}
