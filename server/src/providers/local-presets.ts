import type { admin } from '@tollgate/contract';

/** What most providers have in common. */
export const usualPreset = {
  protocol: 'openai-compatible',
  inject_usage: true,
  headers: {},
  lists_models: true,
  note: null,
} as const;

const local = { ...usualPreset, kind: 'local', key_variable: null } as const;

/** Servers of one's own, at the port that they listen on when nothing is said. */
export const localPresets: readonly admin.ProviderPreset[] = [
  {
    ...local,
    id: 'ollama',
    name: 'Ollama',
    protocol: 'ollama',
    base_url: 'http://127.0.0.1:11434',
    source: 'https://docs.ollama.com/api',
  },
  {
    ...local,
    id: 'vllm',
    name: 'vLLM',
    base_url: 'http://127.0.0.1:8000/v1',
    key_variable: 'VLLM_API_KEY',
    source: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html',
  },
  {
    ...local,
    id: 'lm-studio',
    name: 'LM Studio',
    base_url: 'http://127.0.0.1:1234/v1',
    source: 'https://lmstudio.ai/docs/developer/rest',
  },
  {
    ...local,
    id: 'llama-cpp',
    name: 'llama.cpp server',
    base_url: 'http://127.0.0.1:8080/v1',
    key_variable: 'LLAMA_API_KEY',
    source: 'https://github.com/ggml-org/llama.cpp/tree/master/tools/server',
  },
  {
    ...local,
    id: 'sglang',
    name: 'SGLang',
    base_url: 'http://127.0.0.1:30000/v1',
    source: 'https://docs.sglang.ai/basic_usage/openai_api.html',
  },
  {
    ...local,
    id: 'localai',
    name: 'LocalAI',
    base_url: 'http://127.0.0.1:8080/v1',
    key_variable: 'LOCALAI_API_KEY',
    source: 'https://localai.io/basics/getting_started',
  },
];
