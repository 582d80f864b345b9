import type { ArticleDraft } from '#contract/article';
import type { ArticleId } from '#kernel/id';
import { useCallback, useEffect, useRef, useState } from 'react';
import { bridge } from '../kit/bridge';

const pause = 400;

export type DraftedArticle = {
  /** Null until it is known what the person began here before. */
  readonly fields: ArticleDraft | null;
  /** They go on with what they began before. */
  readonly isDraft: boolean;
  readonly write: (next: ArticleDraft) => void;
  /** It is saved, or not wanted any more. */
  readonly forget: () => Promise<void>;
};

/** The fields of an article, kept by the desk on each pause of typing, and when they leave the screen. */
export function useArticleDraft(article: ArticleId | null, from: ArticleDraft): DraftedArticle {
  const [state, setState] = useState<{ readonly fields: ArticleDraft; readonly isDraft: boolean } | null>(null);
  const first = useRef(from);
  const unkept = useRef<ArticleDraft | null>(null);
  const timer = useRef(0);

  useEffect(() => {
    let open = true;
    void bridge.ask('article.draft', { article }).then((outcome) => {
      const draft = outcome.ok ? outcome.value : null;
      if (open) setState((before) => before ?? { fields: draft ?? first.current, isDraft: draft !== null });
    });
    return () => void (open = false);
  }, [article]);

  const keep = useCallback(() => {
    window.clearTimeout(timer.current);
    const draft = unkept.current;
    unkept.current = null;
    if (draft !== null) void bridge.ask('article.keep', { article, draft });
  }, [article]);

  useEffect(() => {
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
    };
  }, [keep]);

  const write = useCallback((next: ArticleDraft) => {
    setState((before) => ({ fields: next, isDraft: before?.isDraft ?? false }));
    unkept.current = next;
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(keep, pause);
  }, [keep]);

  const forget = useCallback(async () => {
    window.clearTimeout(timer.current);
    unkept.current = null;
    await bridge.ask('article.keep', { article, draft: null });
  }, [article]);
  return { fields: state?.fields ?? null, isDraft: state?.isDraft ?? false, write, forget };
}
