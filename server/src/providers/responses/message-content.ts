import type { Json } from '../../platform/lossless-json.ts';
import type { TokenLogprob } from '../interchange/answer.ts';
import { urlCitationOf } from '../interchange/url-citation.ts';
import type { Said } from './response-events.ts';

/** An `output_text` of a message. Its events lack their place, which the message knows. */
export class TextContent {
  private readonly pieces: string[] = [];
  private readonly annotations: object[] = [];
  private readonly logprobs: TokenLogprob[] = [];
  private length = 0;

  add(delta: string, logprobs: readonly TokenLogprob[]): Said[] {
    this.pieces.push(delta);
    this.length += delta.length;
    this.logprobs.push(...logprobs);
    return [['response.output_text.delta', { delta, logprobs }]];
  }

  /** What has no address is nothing that this API could cite. */
  cite(citation: Json): Said[] {
    const cited = urlCitationOf(citation, this.length);
    if (cited === null) return [];
    const annotation = { type: 'url_citation', ...cited };
    this.annotations.push(annotation);
    const annotation_index = this.annotations.length - 1;
    return [['response.output_text.annotation.added', { annotation_index, annotation }]];
  }

  close(): Said[] {
    return [['response.output_text.done', { text: this.pieces.join(''), logprobs: this.logprobs }]];
  }

  value(): object {
    const { annotations, logprobs } = this;
    return { type: 'output_text', annotations: [...annotations], logprobs: [...logprobs], text: this.pieces.join('') };
  }
}

/** A `refusal` of a message. */
export class RefusalContent {
  private readonly pieces: string[] = [];

  add(delta: string): Said[] {
    this.pieces.push(delta);
    return [['response.refusal.delta', { delta }]];
  }

  close(): Said[] {
    return [['response.refusal.done', { refusal: this.pieces.join('') }]];
  }

  value(): object {
    return { type: 'refusal', refusal: this.pieces.join('') };
  }
}
