namespace CcgBot.Answering.Support;

/// <summary>
/// Each clause of a claim says what one clause of the paragraphs says: the same subject, verb, object, place and number, under the same
/// condition, denied where that is denied. Words that stand elsewhere in the paragraph are no support.
/// </summary>
internal static class BindingSupport
{
    private const int OwnWordIn = 5;

    /// <summary>Prepositions that tell who does what to whom, from where and whither: changing one changes the statement.</summary>
    private static readonly HashSet<string> Directed =
        ["from", "to", "into", "by", "with", "without", "before", "after", "against", "under", "over", "above", "below", "until", "than", "between", "for"];

    /// <summary>What stands before one of these and what follows it don't change places.</summary>
    private static readonly HashSet<string> Sided = ["over", "against", "from", "into", "before", "after", "than"];

    /// <summary>A norm holds within these: "must be checked after every storm".</summary>
    private static readonly HashSet<string> Limiting = ["after", "before", "during", "until", "within", "above", "below", "under", "over", "between", "in", "for"];

    public static string? Missing(SupportText claim, SupportText source)
    {
        foreach (var said in claim.Clauses.Where(clause => clause.Words.Exists(word => word.IsContent && !WordMatch.IsLight(word.Token))))
        {
            var best = (Reason: "The cited paragraph does not say this.", Found: -1);
            var supported = false;
            foreach (var own in source.Clauses)
            {
                var pair = new Pair(claim, said, source, own);
                if (pair.Problem() is not { } problem)
                {
                    supported = true;
                    break;
                }

                if (pair.Found > best.Found)
                {
                    best = (problem, pair.Found);
                }
            }

            if (!supported)
            {
                return best.Reason;
            }
        }

        return null;
    }

    public static bool IsPossessive(Token token) => token.Written.EndsWith("'s", StringComparison.Ordinal) || token.Written.EndsWith("\u2019s", StringComparison.Ordinal);

    /// <summary>A clause of the claim beside one of the paragraphs'.</summary>
    private sealed class Pair(SupportText claim, Clause said, SupportText source, Clause own)
    {
        private List<ClauseWord> _inside = [];
        private List<ClauseWord> _around = [];

        /// <summary>How many of the claim's words the clause has.</summary>
        public int Found { get; private set; }

        public string? Problem()
        {
            // What is said, found or thought is read with who says it only where the claim has that too.
            var with = said.Words.Exists(word => word.IsVerb && own.Words.Exists(other => other.IsVerb && Same(word, other)));
            _inside = Inside(own, with);
            _around = Around(own, with);
            var foreign = new List<ClauseWord>();
            foreach (var word in said.Words.Where(word => word.IsContent))
            {
                if (claim.IsInsideNumber(word.Token) || In(word, word.IsBare && !IsPossessive(word.Token) ? _inside : _around) || IsOwner(word))
                {
                    Found++;
                }
                else if (!WordMatch.IsLight(word.Token) && !IsWholeAcronym(word) && !(Denied(said) && !Denied(own) && IsOppositeOf(word, own)))
                {
                    foreign.Add(word);
                }
            }

            return Foreign(foreign) ?? Turned() ?? Conditions() ?? Roles() ?? Slots() ?? Widened();
        }

        /// <summary>"The comet's tail" for "the tail", where the sentence or the one before is about the comet.</summary>
        private bool IsOwner(ClauseWord word)
        {
            var at = said.Words.IndexOf(word);
            return IsPossessive(word.Token) && at + 1 < said.Words.Count
                && own.Words.FindIndex(other => Same(said.Words[at + 1], other)) is > 0 and var thing
                && own.Words[thing - 1].Token.Lower is "the" or "its" or "their" or "his" or "her"
                && source.Clauses.Any(clause => (clause.Sentence == own.Sentence || clause.Sentence == own.Sentence - 1) && clause.Words.Exists(other => other.IsBare && Same(word, other)));
        }

        private string? Foreign(List<ClauseWord> foreign)
        {
            // A name, a number, a verb, or a word that the paragraph says of something else.
            var elsewhere = foreign.Find(word => !word.Token.IsWord || word.Token.IsCapitalised || word.IsVerb || ClauseWords.MayBeVerb(word.Token)
                || source.Stems.Contains(word.Token.Stem) || claim.NumberAt(word.Token) is not null);
            if (elsewhere is not null)
            {
                return $"The cited paragraph does not say \"{elsewhere.Token.Written}\" of this.";
            }

            return foreign.Count > 0 && foreign.Count * OwnWordIn > Found + foreign.Count ? $"The cited paragraph does not say \"{foreign[0].Token.Written}\"." : null;
        }

        private string? Turned()
        {
            if (!Denied(said) && said.Words.Find(word => IsOppositeOf(word, own)) is { } turned)
            {
                return $"The cited paragraph says the opposite of \"{turned.Token.Written}\".";
            }

            if (own.Words.Concat(own.Attached.Where(part => part.Link == ClauseLink.Complement).SelectMany(part => part.Words)).Any(word => SupportWords.Hedges.Contains(word.Token.Lower)) && !claim.Tokens.Any(token => token.Sentence == said.Words[0].Token.Sentence && SupportWords.Open.Contains(token.Lower)))
            {
                return "The cited paragraph leaves this open.";
            }

            // "No felling is allowed" for "felling is forbidden"; the reverse says more than is said.
            var inOtherWords = Denied(said) && !Denied(own) && said.Words.Exists(word => IsOppositeOf(word, own));
            if (Denied(said) != Denied(own) && !inOtherWords)
            {
                return own.Denies ? "The cited paragraph denies this." : "The cited paragraph does not deny this.";
            }

            return IsView(own) && !IsView(said) && !said.Words.Exists(word => SupportWords.Open.Contains(word.Token.Lower)) ? "The cited paragraph gives this as a view only." : null;
        }

        /// <summary>A word of the paragraph's clause that a word of the claim turns round, where neither has both.</summary>
        private bool IsOppositeOf(ClauseWord word, Clause clause) =>
            !_around.Exists(other => other.Token.Lower == word.Token.Lower || other.Token.Stem == word.Token.Stem)
            && clause.Words.Exists(other => PolaritySupport.AreOpposite(word.Token.Lower, other.Token.Lower) && !said.Words.Exists(mine => mine.Token.Stem == other.Token.Stem));

        /// <summary>With what is said of the whole: "has not shown that …".</summary>
        private static bool Denied(Clause clause) => clause is { Link: ClauseLink.Complement, Main: { } main } ? clause.Denies ^ main.Denies : clause.Denies;

        private static bool IsView(Clause clause) =>
            clause is { Link: ClauseLink.Complement, Main: { } main }
            && (clause.Connector == "whether" || ClauseReader.IsOrder(main.Words) || main.Words.Exists(word => word.IsVerb && (ClauseWords.Views.Contains(word.Token.Stem) || SupportWords.Hedges.Contains(word.Token.Lower))));

        private string? Conditions()
        {
            if (Kind(said) != Kind(own) && (IsHypothetical(own) || IsHypothetical(said)))
            {
                return IsHypothetical(own) ? "The cited paragraph says this as a condition only." : "The cited paragraph does not make this a condition.";
            }

            var sentence = claim.Clauses.Where(clause => clause.Sentence == said.Sentence).SelectMany(clause => clause.Words).ToList();
            var norm = IsNorm(own);
            var hanging = own.Attached.Concat(own.Attached.Where(part => part.Link == ClauseLink.Relative).SelectMany(part => part.Attached));
            var missing = hanging.FirstOrDefault(part => (IsHypothetical(part) || (norm && part.Link == ClauseLink.Subordinate && !IsReason(part)) || IsOnly(part))
                && part != said && !part.Words.Exists(word => word.IsContent && sentence.Exists(other => Same(other, word))));
            if (missing is not null)
            {
                return $"The cited paragraph says this only \"{string.Join(' ', missing.Words.Take(6).Select(word => word.Token.Written))}\".";
            }

            var turned = hanging.Where(IsHypothetical).FirstOrDefault(part => claim.Clauses.Any(clause => clause.Sentence == said.Sentence && Kind(clause) != Kind(part)
                && clause.Words.Exists(word => word.IsContent && part.Words.Exists(other => Same(word, other)) && !own.Words.Exists(other => Same(word, other)))));
            if (turned is not null)
            {
                return $"The cited paragraph says this \"{turned.Connector}\".";
            }

            if (own.Connector == "otherwise" && said.Connector != "otherwise")
            {
                return "The cited paragraph says this only \"otherwise\".";
            }

            var limit = (norm ? Limit(sentence) : null) ?? Fronted(sentence);
            return limit is not null ? $"The cited paragraph says this only \"{limit}\"." : null;
        }

        /// <summary>A limit of a norm that the claim leaves out.</summary>
        private string? Limit(List<ClauseWord> sentence)
        {
            for (var i = own.Verb; i < own.Words.Count; i++)
            {
                var opens = own.Words[i].Token.Lower;
                var compares = i + 2 < own.Words.Count && own.Words[i + 1].Token.Lower is "more" or "less" or "fewer" or "longer";
                if (!Limiting.Contains(opens) || own.Words[i].IsVerb || (opens == "for" && !compares))
                {
                    continue;
                }

                var part = own.Words.Skip(i + 1).TakeWhile(word => word.Preposition is not null || !word.IsContent).Where(word => word.IsContent).ToList();
                if (part.Count > 0 && !part.Exists(word => sentence.Exists(other => Same(other, word))))
                {
                    return string.Join(' ', own.Words.Skip(i).Take(5).Select(word => word.Token.Written));
                }
            }

            return null;
        }

        /// <summary>What opens a further clause of a sentence sets it against the one before: "; on clay it had no effect".</summary>
        private string? Fronted(List<ClauseWord> sentence)
        {
            if (own.Words.Count == 0 || own.Words[0].Place == 0)
            {
                return null;
            }

            var opens = own.Words.TakeWhile(word => !word.IsVerb && (!word.IsBare || !word.IsContent) && !ClauseWords.Pronouns.Contains(word.Token.Lower)).Where(word => word.IsContent).ToList();
            return opens.Count > 0 && !opens.Exists(word => sentence.Exists(other => Same(other, word))) ? string.Join(' ', opens.Select(word => $"{word.Preposition} {word.Token.Written}")) : null;
        }

        private bool IsOnly(Clause part) => part.Words.Count > 0 && own.Words.Exists(word => word.Token.Lower == "only" && word.Place == part.Words[0].Place - 1);

        private static bool IsReason(Clause part) => part.Connector is "because" or "since" or "as" or "so" || ClauseWords.Contrasts.Contains(part.Connector);

        private static bool IsNorm(Clause clause) =>
            (clause.Words.Exists(word => ClauseWords.Norms.Contains(word.Token.Lower)) || (clause.Words.Count > 0 && clause.Words[0].IsVerb && (ClauseWords.IsBase(clause.Words[0].Token) || clause.Words[0].Token.Lower is "do" or "don't")))
            && !clause.Words.Exists(word => word.Token.Lower is "was" or "were" or "had" or "did");

        private static int Kind(Clause clause) => clause.Link != ClauseLink.Subordinate ? 0 : ClauseWords.IfWords.Contains(clause.Connector) ? 1 : ClauseWords.UnlessWords.Contains(clause.Connector) ? 2 : 0;

        private static bool IsHypothetical(Clause clause) => clause.Link == ClauseLink.Subordinate && clause.Connector is "if" or "unless" or "except" or "without" or "provided" or "providing";

        /// <summary>Who acts in the claim is not who is acted on in the paragraph, nor the reverse.</summary>
        private string? Roles()
        {
            if (!said.HasVerb || (!own.HasVerb && own.Shared.Count == 0))
            {
                return null;
            }

            // Both split at the verb they have in common, or at their first.
            var shared = said.Words.Where((word, i) => word.IsVerb && !ClauseWords.Auxiliaries.Contains(word.Token.Lower) && !(i > 0 && said.Words[i - 1].Token.Lower == "to"))
                .Select(word => (Mine: said.Words.IndexOf(word), Theirs: own.Words.FindIndex(other => other.IsVerb && WordMatch.IsForm(word.Token, other.Token))))
                .FirstOrDefault(pair => pair.Theirs >= 0, (Mine: -1, Theirs: -1));
            var (mine, theirs) = shared.Mine >= 0 ? shared : (said.Verb, own.Verb);
            if (shared.Mine < 0 && said.Words.Where(word => word.IsVerb).All(word => ClauseWords.Being.Contains(word.Token.Lower)))
            {
                return null; // "A is B" and "B is A"
            }

            // Another voice of the same verb changes the sides; of other verbs nothing is known.
            var turned = shared.Mine >= 0 && said.IsPassive != own.IsPassive;
            var (left, right) = (own.Left(theirs), own.IsPassive ? own.Agents(theirs) : own.Right(theirs));
            if (own is { Link: ClauseLink.Gapped, HasVerb: false })
            {
                // "… and £80 for seniors": what it has is what the verb it leaves out is about, unless it brings a subject of its own.
                var subject = own.Shared.Where(word => word.IsBare && word.IsContent && !word.IsVerb).ToList();
                right = subject.Count > 0 ? own.Words.FindAll(word => word.IsBare && word.IsContent) : [];
                left = subject.Count > 0 ? subject : left;
            }

            var (before, after) = (said.Left(mine), said.IsPassive ? said.Agents(mine) : said.Right(mine));
            if (turned)
            {
                (left, right) = (right, left);
            }
            else if (said.IsPassive != own.IsPassive)
            {
                (right, after) = ([], []);
            }

            bool OnlyIn(ClauseWord word, List<ClauseWord> one, List<ClauseWord> other) => one.Exists(mine => Same(word, mine)) && !other.Exists(mine => Same(word, mine));
            var swapped = before.Find(word => OnlyIn(word, right, left)) ?? after.Find(word => OnlyIn(word, left, right))
                ?? (turned ? null : before.Find(word => IsHead(word) && own.Words.Exists(other => Same(word, other))
                    && own.Words.Where(other => Same(word, other)).All(other => other.Place > (own.HasVerb ? own.Words[own.Verb].Place : int.MaxValue)
                        && other.Preposition is { } slot && (Sided.Contains(slot) || (slot == "to" && !said.IsPassive)))));
            return swapped is null ? null : $"The cited paragraph gives \"{swapped.Token.Written}\" another part in this.";
        }

        /// <summary>The last word of a phrase: "flight" in "the Oran flight".</summary>
        private bool IsHead(ClauseWord word)
        {
            var at = said.Words.IndexOf(word);
            return at + 1 >= said.Words.Count || !said.Words[at + 1].IsContent || said.Words[at + 1].IsVerb || said.Words[at + 1].Token.AfterPunctuation || said.Words[at + 1].Place != word.Place + 1;
        }

        /// <summary>What a preposition governs, or a number counts, is what it does in the paragraph.</summary>
        private string? Slots()
        {
            foreach (var word in said.Words.Where(word => word.IsContent && word.Preposition is { } governs && Directed.Contains(governs)))
            {
                var mine = _around.Where(other => Same(word, other)).ToList();
                if (!IsPossessive(word.Token) && IsHead(word) && !word.Token.Lower.EndsWith("ing", StringComparison.Ordinal) && !SharesPhrase(word) && mine.Count > 0 && mine.TrueForAll(other => other.Preposition is { } otherwise ? otherwise != word.Preposition && otherwise != "of" : Sided.Contains(word.Preposition!))
                    && _around.Exists(other => other.IsContent && other.Preposition == word.Preposition && !Same(word, other)))
                {
                    return $"The cited paragraph does not say \"{word.Preposition} {word.Token.Written}\".";
                }
            }

            return Compared() ?? Counted();
        }

        /// <summary>Another word of its phrase is governed by the same preposition in the paragraph.</summary>
        private bool SharesPhrase(ClauseWord word) => said.Words.Exists(mine => mine != word && mine.IsContent && mine.Preposition == word.Preposition
            && Math.Abs(mine.Place - word.Place) <= 2 && _around.Exists(other => other.Preposition == word.Preposition && Same(mine, other)));

        /// <summary>What stands before "than" and after it.</summary>
        private string? Compared()
        {
            static (List<ClauseWord> Before, List<ClauseWord> After) Sides(Clause clause)
            {
                // With what is said of each: "pupils who slept less".
                List<ClauseWord> words = [.. clause.Words.Concat(clause.Attached.Where(part => part.Link == ClauseLink.Relative).SelectMany(part => part.Words)).OrderBy(word => word.Place)];
                var than = words.FindIndex(word => word.Token.Lower == "than");
                // "older than 75" sets a limit, and compares nothing.
                return than < 0 || than + 1 == words.Count || char.IsDigit(words[than + 1].Token.Written[0]) || NumberSupport.IsNumberWord(words[than + 1].Token.Lower)
                    ? ([], [])
                    : (words[..than], words[than..]);
            }

            var (saidBefore, saidAfter) = Sides(said);
            var (ownBefore, ownAfter) = Sides(own);
            if (saidAfter.Count == 0 || ownAfter.Count == 0)
            {
                return null;
            }

            bool OnlyIn(ClauseWord word, List<ClauseWord> one, List<ClauseWord> other) => word.IsContent && one.Exists(mine => Same(word, mine)) && !other.Exists(mine => Same(word, mine));
            var turned = saidAfter.Find(word => OnlyIn(word, ownBefore, ownAfter)) ?? saidBefore.Find(word => OnlyIn(word, ownAfter, ownBefore));
            return turned is null ? null : $"The cited paragraph compares \"{turned.Token.Written}\" the other way round.";
        }

        /// <summary>A number stands before the thing that it counts in the paragraph.</summary>
        private string? Counted()
        {
            foreach (var (i, word) in said.Words.Index())
            {
                if (claim.NumberAt(word.Token) is not { } value || CountedBy(said.Words, i, claim) is not { } thing)
                {
                    continue;
                }

                var limits = _around.Index().Where(other => source.NumberAt(other.Item.Token) == value).Select(other => Bound(_around, other.Index)).ToList();
                if (limits.Count > 0 && !limits.Contains(Bound(said.Words, i)))
                {
                    return $"The cited paragraph does not say {word.Token.Written} without its limit, or with another.";
                }

                var counts = new List<decimal>();
                foreach (var (k, other) in _around.Index())
                {
                    if (source.NumberAt(other.Token) is { } number && CountedBy(_around, k, source) is { } counted && Same(thing, counted))
                    {
                        counts.Add(number);
                    }
                }

                if (counts.Count > 0 && !counts.Contains(value))
                {
                    return $"The cited paragraph does not give {word.Token.Written} {thing.Token.Written}.";
                }
            }

            return null;
        }

        /// <summary>What makes a number a limit: 1 for "at least" and "more than", -1 for "up to" and "under", 0 for nothing of the kind.</summary>
        private static int Bound(List<ClauseWord> words, int number)
        {
            var before = number;
            while (before > 0 && words[before - 1].Token.Lower is "£" or "$" or "€" or "a" or "an")
            {
                before--;
            }

            if (words.Skip(number + 1).Take(4).Select(word => word.Token.Lower).FirstOrDefault(word => word is "at-most" or "at-least") is { } after)
            {
                return after == "at-most" ? -1 : 1;
            }

            var (one, two) = (before > 0 ? words[before - 1].Token.Lower : "", before > 1 ? words[before - 2].Token.Lower : "");
            return (two, one) switch
            {
                ("up", "to") or ("less" or "fewer" or "shorter" or "younger", "than") => -1,
                ("more" or "longer" or "older", "than") => before > 2 && words[before - 3].Token.Lower is "no" or "not" ? -1 : 1,
                (_, "at-most" or "maximum" or "under" or "below" or "nearly" or "almost") => -1,
                (_, "at-least" or "minimum" or "over" or "above" or "exceeding") => 1,
                _ => 0,
            };
        }

        private static ClauseWord? CountedBy(List<ClauseWord> words, int number, SupportText text)
        {
            var next = number + 1;
            while (next < words.Count && text.IsInsideNumber(words[next].Token))
            {
                next++;
            }

            return next < words.Count && words[next].Token.IsContent && !words[next].IsVerb && words[next].Place == words[next - 1].Place + 1 && !words[next].Token.AfterPunctuation ? words[next] : null;
        }

        /// <summary>Said of all of a kind what the paragraph says of some: "children" for "children under two months", "wards" for "most of the wards".</summary>
        private string? Widened()
        {
            var sentence = claim.Clauses.Where(clause => clause.Sentence == said.Sentence).SelectMany(clause => clause.Words).ToList();
            foreach (var (i, word) in said.Words.Index())
            {
                if (!word.Token.IsContent || word.IsVerb)
                {
                    continue;
                }

                var at = own.Words.FindIndex(other => Same(word, other));
                if (at < 0)
                {
                    continue;
                }

                if (Portion(own.Words, at) is { } portion && !sentence.Exists(other => other.Token.Lower == portion.Token.Lower || ClauseWords.Portions.Contains(other.Token.Lower)))
                {
                    return $"The cited paragraph says this of \"{portion.Token.Written}\" only.";
                }

                if (IsAllOfAKind(said.Words, i) && Restriction(at, sentence) is { } restriction)
                {
                    return $"The cited paragraph says this of \"{word.Token.Written} {restriction}\" only.";
                }
            }

            return null;
        }

        private static ClauseWord? Portion(List<ClauseWord> words, int at)
        {
            for (var i = at - 1; i >= 0 && i >= at - 4; i--)
            {
                if (ClauseWords.Portions.Contains(words[i].Token.Lower))
                {
                    return words[i];
                }

                if (words[i].IsVerb || words[i].Token.AfterPunctuation || (words[i].Token.IsContent && i < at - 1))
                {
                    return null;
                }
            }

            return null;
        }

        /// <summary>A plural with nothing before it that narrows it down.</summary>
        private static bool IsAllOfAKind(List<ClauseWord> words, int i)
        {
            var (token, before) = (words[i].Token, i > 0 ? words[i - 1].Token : null);
            var plural = (token.Lower.EndsWith('s') && !token.Lower.EndsWith("ss", StringComparison.Ordinal)) || token.Lower is "children" or "men" or "women" or "people" or "mice";
            return plural && !token.Lower.EndsWith("'s", StringComparison.Ordinal)
                && (before is null || before.AfterPunctuation || words[i - 1].IsVerb || ClauseWords.Prepositions.Contains(before.Lower) || ClauseWords.Coordinators.Contains(before.Lower)
                    || before.Lower is "all" or "every" or "not" || PolaritySupport.IsCue(before.Lower))
                && !(i + 1 < words.Count && words[i + 1].Token.IsContent && !words[i + 1].IsVerb && !words[i + 1].Token.AfterPunctuation);
        }

        private string? Restriction(int at, List<ClauseWord> sentence)
        {
            bool Left(ClauseWord word) => word.IsContent && !sentence.Exists(other => Same(other, word));
            var words = own.Words;
            // Before it: "young trees".
            if (at > 0 && words[at - 1] is { IsVerb: false, Token.IsContent: true } before && !words[at].Token.AfterPunctuation && words[at - 1].Place == words[at].Place - 1
                && !before.Token.IsCapitalised && Left(before))
            {
                return before.Token.Written;
            }

            // After it: "children under two months", "boats built before 1990"; a clause of its own: "horses that were vaccinated in spring".
            var next = at + 1 < words.Count && words[at + 1].Place == words[at].Place + 1 && !words[at + 1].Token.AfterPunctuation ? words[at + 1].Token.Lower : "";
            var opens = ClauseWords.Restricting.Contains(next)
                || (at < own.Verb && ClauseWords.Prepositions.Contains(next))
                || (ClauseWords.IsPast(next) && at < own.Verb + 1 && own.Words.Skip(at + 2).Any(word => word.IsVerb));
            var after = opens
                ? words.Skip(at + 1).Take(6).TakeWhile((word, k) => k == 0 || !(word.IsVerb || (k > 1 && ClauseWords.Determiners.Contains(word.Token.Lower)) || word.Token.Gap.Contains(',', StringComparison.Ordinal))).Where(word => word.IsContent).ToList()
                : own.Attached.Find(part => part.Link == ClauseLink.Relative && !part.Connector.StartsWith(',') && part.Words.Count > 0 && part.Words[0].Place == words[at].Place + 1)?.Words.Where(word => word.IsContent).ToList();
            return after is { Count: > 0 } && after.TrueForAll(Left) ? string.Join(' ', after.Select(word => word.Token.Written)) : null;
        }

        private bool In(ClauseWord word, List<ClauseWord> words)
        {
            if (claim.DateAt(word.Token) is { } date)
            {
                return words.Exists(other => source.DateAt(other.Token) is { } given && date.IsPartOf(given));
            }

            return words.Exists(other => Same(word, other));
        }

        private bool Same(ClauseWord one, ClauseWord other)
        {
            var (said, given) = (NumberOf(one), NumberOf(other));
            return said is not null || given is not null ? said == given : WordMatch.Same(one.Token, other.Token);
        }

        private decimal? NumberOf(ClauseWord word) => claim.Holds(word.Token) ? claim.NumberAt(word.Token) : source.NumberAt(word.Token);

        private bool IsWholeAcronym(ClauseWord word) => NameSupport.IsAcronymOf(source, word.Token);

        /// <summary>What the clause itself says: its words and those it shares.</summary>
        private static List<ClauseWord> Inside(Clause clause, bool with)
        {
            var inside = clause.Words.Concat(clause.Shared).Concat(clause.Antecedents).ToList();
            inside.AddRange(clause.Attached.Where(part => (with && part.Link == ClauseLink.Complement) || (part.Link == ClauseLink.Relative && !part.Connector.StartsWith(',')
                && part.Words.Count > 0 && (!clause.HasVerb || part.Words[0].Place < clause.Words[clause.Verb].Place))).SelectMany(part => part.Words));
            if (clause is { Link: ClauseLink.Complement, Main: { } main })
            {
                inside.AddRange(main.Words);
            }

            return inside;
        }

        /// <summary>With the times, places and reasons that hang on it.</summary>
        private static List<ClauseWord> Around(Clause clause, bool with)
        {
            var around = Inside(clause, with);
            around.AddRange(clause.Attached.Where(part => (with || part.Link != ClauseLink.Complement) && !ClauseWords.Contrasts.Contains(part.Connector)).SelectMany(part => part.Words));
            if (clause is { Link: ClauseLink.Subordinate or ClauseLink.Relative, Main: { } main } && !ClauseWords.Contrasts.Contains(clause.Connector))
            {
                around.AddRange(main.Words.Concat(main.Shared));
            }

            return around;
        }
    }
}
