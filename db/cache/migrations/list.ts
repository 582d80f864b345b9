import { picture } from './0001-picture';
import { whole } from './0002-whole';
import { nextUp } from './0003-next-up';
import { scopes } from './0004-scopes';
import { remarks } from './0005-remarks';
import { messengers } from './0006-messengers';
import { wholeDesk } from './0007-whole-desk';
import { search } from './0008-search';
import { sortedCases } from './0009-sorted-cases';
import { cards } from './0010-cards';
import { knowledge } from './0011-knowledge';
import { shift } from './0012-shift';
import { precedents } from './0013-precedents';
import { answered } from './0014-answered';
import { searchedArticles } from './0016-searched-articles';
import { offers } from './0017-offers';
import { longerImages } from './0020-longer-images';
import { models } from './0021-models';
import { mentions } from './0023-mentions';
import { heard } from './0024-heard';
import { titleWords } from './0025-title-words';

/** The cache's history; order is law. */
export const cacheMigrations = [picture, whole, nextUp, scopes, remarks, messengers, wholeDesk, search, sortedCases, cards, knowledge, shift, precedents, answered, searchedArticles, offers, longerImages, models, mentions, heard, titleWords] as const;
