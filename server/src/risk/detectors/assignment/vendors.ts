/** Services that give out keys, as people write them before `key`, `token` or `login`. */
const vendors = new Set(
  `azure aws amazon google gcp maps firebase openai anthropic claude gemini mistral cohere deepseek qwen groq xai
  stability elevenlabs deepgram assemblyai huggingface hugging replicate pinecone wandb cursor stripe paypal plaid
  square gocardless coinbase binance kraken kucoin bittrex finnhub finicity slack discord telegram mattermost gitter
  zoom twilio vonage nexmo plivo messagebird sendbird pusher ably github gitlab bitbucket jenkins sonar sonarqube
  sonarcloud jira confluence atlassian circleci travis drone droneci codecov snyk sendgrid mailgun mailchimp mailjet
  mandrill postmark sparkpost heroku cloudflare digitalocean netlify fastly linode vercel datadog relic newrelic
  grafana sentry splunk elastic sumo sumologic mixpanel amplitude segment launchdarkly looker algolia mapbox maxmind
  openweather openweathermap ipinfo shodan virustotal facebook twitter linkedin twitch flickr shopify etsy squarespace
  dropbox box notion airtable asana trello contentful beamer freshbooks zendesk intercom hubspot salesforce okta auth0
  vault hashicorp terraform kubernetes k8s docker npm pypi nuget artifactory jfrog confluent yandex alibaba aliyun
  tencent wechat weixin feishu lark dingtalk huawei baidu volc volcengine nasa nytimes kagi figma postman rapidapi
  particle blynk sauce adafruit meraki`.split(/\s+/),
);

/** Whether words that end in key, token, login or secret name one of those services: `mailchimpKey`, `Azure key`. */
export function namesVendor(phrase: string): boolean {
  if (!/(?:key|token|login|secret|credential|crumb|pat)s?$/i.test(phrase)) return false;
  const words = phrase
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
  return words.some(
    (word) => vendors.has(word) || vendors.has(word.replace(/(?:api)?(?:key|token|secret|login)$/, '')),
  );
}
