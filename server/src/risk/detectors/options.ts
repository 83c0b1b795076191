import type { Rule } from '@tollgate/contract';
import { InvalidRule } from '../invalid-rule.ts';
import type { AnchoredDetector, Detector, Report } from './detector.ts';

type Keeps = (finding: string) => boolean;
type DetectorOptions = NonNullable<Rule['detector_options']>;

/** What may be said to a detector: each option narrows its findings to those that it keeps. */
interface Option {
  /** What a value of it looks like, for whoever wrote another one. */
  readonly form: string;
  readonly accepts: RegExp;
  keeps(values: readonly string[]): Keeps;
}

const domain = { form: 'a domain such as "company.com"', accepts: /^[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/ };
const country = { form: 'a country code of two letters', accepts: /^[A-Za-z]{2}$/ };
const digits = { form: 'one to eight digits', accepts: /^\d{1,8}$/ };

const only = (keeps: (values: readonly string[]) => Keeps) => keeps;
const not =
  (keeps: (values: readonly string[]) => Keeps) =>
  (values: readonly string[]): Keeps => {
    const isKept = keeps(values);
    return (finding) => !isKept(finding);
  };

const inDomain = (values: readonly string[]): Keeps => {
  const domains = values.map((value) => value.toLowerCase());
  return (finding) => {
    const host = finding
      .slice(finding.lastIndexOf('@') + 1)
      .toLowerCase()
      .replace(/[:/].*$/s, '');
    return domains.some((one) => host === one || host.endsWith(`.${one}`));
  };
};
const ofCountry = (values: readonly string[]): Keeps => {
  const countries = new Set(values.map((value) => value.toUpperCase()));
  return (finding) => countries.has(finding.slice(0, 2).toUpperCase());
};
const withCallingCode = (values: readonly string[]): Keeps => {
  return (finding) => {
    const number = /^\(?[+＋]([\d\s().-]+)/.exec(finding)?.[1]?.replace(/\D/g, '');
    return number !== undefined && values.some((value) => number.startsWith(value));
  };
};
const withPrefix = (values: readonly string[]): Keeps => {
  return (finding) => {
    const number = finding.replace(/\D/g, '');
    return values.some((value) => number.startsWith(value));
  };
};

/** By detector, then by option. */
const known: Readonly<Record<string, Readonly<Record<string, Option>>>> = {
  email_address: {
    domains: { ...domain, keeps: only(inDomain) },
    except_domains: { ...domain, keeps: not(inDomain) },
  },
  internal_host: {
    domains: { ...domain, keeps: only(inDomain) },
    except_domains: { ...domain, keeps: not(inDomain) },
  },
  iban: {
    countries: { ...country, keeps: only(ofCountry) },
    except_countries: { ...country, keeps: not(ofCountry) },
  },
  phone_number: {
    calling_codes: { ...digits, keeps: only(withCallingCode) },
    except_calling_codes: { ...digits, keeps: not(withCallingCode) },
  },
  payment_card: {
    prefixes: { ...digits, keeps: only(withPrefix) },
    except_prefixes: { ...digits, keeps: not(withPrefix) },
  },
  cn_mobile_number: { prefixes: { ...digits, keeps: only(withPrefix) } },
};

/** The names of the options that a detector takes. */
export function optionsOf(detector: string): readonly string[] {
  return Object.keys(known[detector] ?? {});
}

/**
 * A detector that keeps to what its options say; each is a text or a list of texts.
 * @throws InvalidRule for an option that the detector does not take, and for a value that is none
 */
export function withOptions(rule: Rule, name: string, detector: Detector): Detector {
  const given = Object.entries(rule.detector_options ?? {});
  if (given.length === 0) return detector;
  const filters = given.map(([option, value]) => filterOf(rule, name, option, value));
  const keeps = (text: string, report: Report): Report => {
    return (start, end) => {
      const finding = text.slice(start, end);
      if (filters.every((filter) => filter(finding))) report(start, end);
    };
  };
  if (detector.kind === 'anchored') {
    const look: AnchoredDetector['look'] = (text, at, report) => detector.look(text, at, keeps(text, report));
    return { ...detector, look };
  }
  return { ...detector, look: (text, runs, index, report) => detector.look(text, runs, index, keeps(text, report)) };
}

function filterOf(rule: Rule, name: string, option: string, value: DetectorOptions[string]): Keeps {
  const field = `detector_options.${option}`;
  const options = known[name] ?? {};
  const found = Object.hasOwn(options, option) ? options[option] : undefined;
  if (found === undefined) {
    const names = optionsOf(name).join(', ');
    throw new InvalidRule(
      rule.id,
      field,
      `the detector ${name} takes no such option; it takes ${names === '' ? 'none' : names}`,
    );
  }
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = values.filter((one) => typeof one === 'string').filter((one) => found.accepts.test(one));
  if (texts.length !== values.length || texts.length === 0) {
    throw new InvalidRule(rule.id, field, `each value must be ${found.form}, as a text`);
  }
  return found.keeps(texts);
}
