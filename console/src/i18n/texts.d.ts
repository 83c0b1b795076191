import 'i18next';
import type access from './en/access.json';
import type call from './en/call.json';
import type catalogue from './en/catalogue.json';
import type common from './en/common.json';
import type costs from './en/costs.json';
import type overview from './en/overview.json';
import type people from './en/people.json';
import type problems from './en/problems.json';
import type record from './en/record.json';
import type risk from './en/risk.json';
import type settings from './en/settings.json';
import type run from './en/run.json';
import type start from './en/start.json';
import type traffic from './en/traffic.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      access: typeof access;
      call: typeof call;
      catalogue: typeof catalogue;
      common: typeof common;
      costs: typeof costs;
      overview: typeof overview;
      people: typeof people;
      problems: typeof problems;
      record: typeof record;
      risk: typeof risk;
      settings: typeof settings;
      run: typeof run;
      start: typeof start;
      traffic: typeof traffic;
    };
  }
}
