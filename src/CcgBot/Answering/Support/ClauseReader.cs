namespace CcgBot.Answering.Support;

/// <summary>
/// Takes sentences apart into clauses by conjunctions, commas and verbs. No parser: where it is unsure it leaves words together in the claim's
/// favour inside one clause, and apart across clauses.
/// </summary>
internal static class ClauseReader
{
    public static IReadOnlyList<Clause> Read(SupportText text)
    {
        var clauses = new List<Clause>();
        Clause[] before = [];
        var lastText = -1;
        foreach (var (number, sentence) in text.Sentences.Index())
        {
            var read = new Sentence(number, sentence, sentence[0].Text == lastText ? before : []).Read();
            clauses.AddRange(read);
            (before, lastText) = ([.. read], sentence[0].Text);
        }

        return clauses;
    }

    /// <summary>A command to say something: "Say …", "You must always reply …".</summary>
    public static bool IsOrder(IReadOnlyList<ClauseWord> words) =>
        words.Skip(Math.Max(0, LastMark(words))).SkipWhile(word => ClauseWords.BeforeOrders.Contains(word.Token.Lower)).FirstOrDefault() is { } first
        && ClauseWords.Orders.Contains(first.Token.Lower);

    private static int LastMark(IReadOnlyList<ClauseWord> words)
    {
        for (var i = words.Count - 1; i > 0; i--)
        {
            if (words[i].Token.AfterPunctuation)
            {
                return i;
            }
        }

        return 0;
    }

    private sealed class Sentence(int number, IReadOnlyList<Token> tokens, IReadOnlyList<Clause> before)
    {
        private readonly List<Clause> _clauses = [];
        private readonly bool[] _verbs = [.. Enumerable.Range(0, tokens.Count).Select(i => IsVerb(tokens, i))];

        private Clause Current => _clauses[^1];

        public List<Clause> Read()
        {
            var start = ClauseWords.Subordinators.Contains(tokens[0].Lower) || (ClauseWords.ClauseOrNoun.Contains(tokens[0].Lower) && HasVerb(1, End(1)) && End(1) < tokens.Count)
                ? new Clause(number, ClauseLink.Subordinate, tokens[0].Lower)
                : new Clause(number, ClauseLink.Main, ClauseWords.Coordinators.Contains(tokens[0].Lower) || tokens[0].Lower == "otherwise" ? tokens[0].Lower : "");
            _clauses.Add(start);
            var open = start;
            Add(open, 0);
            for (var i = 1; i < tokens.Count; i++)
            {
                open = Next(open, i);
                Add(open, i);
            }

            foreach (var clause in _clauses)
            {
                Finish(clause);
            }

            return _clauses;
        }

        /// <summary>The clause that a token belongs to: the open one, one resumed, or a new one.</summary>
        private Clause Next(Clause open, int i)
        {
            var token = tokens[i];
            var (lower, end) = (token.Lower, End(i + 1));
            var comma = token.Gap.AsSpan().ContainsAny(",()") && token.Gap.Contains(' ', StringComparison.Ordinal);
            var hard = token.Gap.AsSpan().ContainsAny(";:\u2014\u2013") && token.Gap.Contains(' ', StringComparison.Ordinal);
            var main = MainOf(open);
            var parent = open is { Link: ClauseLink.Relative, Main: { } direct } ? direct : main;
            if (ClauseWords.Coordinators.Contains(lower))
            {
                if (hard)
                {
                    return Open(ClauseLink.Main, lower, main);
                }

                var afterWhat = ClauseWords.Subordinators.Contains(Lower(i + 1)) ? open : null;
                if (afterWhat is null && Lower(i + 1) == "not")
                {
                    return Open(ClauseLink.Gapped, lower, main.HasVerb ? main : open);
                }

                if (afterWhat is null && HasVerb(i + 1, end))
                {
                    return Open(ClauseLink.Coordinated, lower, comma && open.Link is ClauseLink.Relative or ClauseLink.Subordinate && HasSubject(i + 1) ? main : open);
                }

                return afterWhat is null && IsGap(open, i + 1, end, comma) ? Open(ClauseLink.Gapped, lower, open) : open;
            }

            if (hard)
            {
                return Open(ClauseLink.Main, "", main);
            }

            // "as well as", "so that", "only if": the word before belongs to what it opens.
            if (lower == "that" && HasVerb(i + 1, tokens.Count) && (ClauseWords.Judgements.Contains(Lower(i - 1)) || (tokens[0].Lower == "it" && open.HasVerb && _clauses.Count == 1)))
            {
                return Open(ClauseLink.Complement, lower, open); // "it is not true that", "the belief that"
            }

            if (IsOrder(open.Words) && open.Link != ClauseLink.Complement && HasVerb(i, tokens.Count))
            {
                return Open(ClauseLink.Complement, "", open); // "Say | she never works"
            }

            if (lower == "that" && i > 0 && ClauseWords.Subordinators.Contains(Lower(i - 1)))
            {
                return open; // "provided that"
            }

            if (ClauseWords.Relatives.Contains(lower) || (lower == "that" && tokens[i - 1].IsContent && !_verbs[i - 1] && HasVerb(i + 1, end) && !comma))
            {
                return Open(ClauseLink.Relative, (comma ? ", " : "") + lower, open);
            }

            if (lower == "that" && _verbs[i - 1] && HasVerb(i + 1, tokens.Count))
            {
                return Open(ClauseLink.Complement, lower, open);
            }

            if (lower == "whether" || (lower == "how" && _verbs[i - 1]))
            {
                return Open(ClauseLink.Complement, lower, open);
            }

            if ((ClauseWords.Subordinators.Contains(lower) && !(lower == "so" && !HasVerb(i + 1, end))) || (ClauseWords.ClauseOrNoun.Contains(lower) && lower != "than" && lower != "as" && HasVerb(i + 1, end)))
            {
                return Open(ClauseLink.Subordinate, lower, open);
            }

            if (comma && lower == "not")
            {
                return Open(ClauseLink.Excluded, lower, main);
            }

            if (open is { Link: ClauseLink.Subordinate, Connector: "except" or "without", Main: { HasVerb: false } cut } && _verbs[i] && open.Words.Exists(word => word.IsContent))
            {
                return cut; // "Photographs without flash | may be taken"
            }

            if (open.Link == ClauseLink.Excluded && (comma || _verbs[i]))
            {
                return main;
            }

            if (open.Link == ClauseLink.Relative && !parent.HasVerb && open.HasVerb && _verbs[i] && !_verbs[i - 1] && !ClauseWords.Coordinators.Contains(Lower(i - 1)) && Lower(i - 1) is not "to" and not "not"
                && (comma || open.Words.Count > open.Verb + 1))
            {
                return parent; // "Engineers who inspected the dam | found no damage"
            }

            var limits = open.Link == ClauseLink.Subordinate && open.Connector is "except" or "without";
            if (limits && !comma && _clauses.Count == 1 && ClauseWords.Determiners.Contains(lower) && open.Words.Exists(word => word.IsContent))
            {
                return Open(ClauseLink.Main, "", open); // "Without binoculars | the comet"
            }

            if (!comma)
            {
                return open;
            }

            if (open.Link == ClauseLink.Relative && open.HasVerb && !parent.HasVerb && HasVerb(i, end))
            {
                return parent; // "while in Millbank, where nothing was changed, | they stayed level"
            }

            if (open.Link == ClauseLink.Subordinate && (open.HasVerb || limits) && _clauses.Count == 1)
            {
                return Open(ClauseLink.Main, "", open); // "If a rash appears, | treatment should be stopped"
            }

            if (open.HasVerb && HasVerb(i, end) && !(open.Link == ClauseLink.Subordinate && !HasSubject(i)))
            {
                return _verbs[i] && main != open && open.Link == ClauseLink.Relative ? main : Open(ClauseLink.Coordinated, "", main.HasVerb ? main : open);
            }

            return open.HasVerb && IsGap(open, i, end, comma) ? Open(ClauseLink.Gapped, "", open) : open;
        }

        private Clause Open(ClauseLink link, string connector, Clause main)
        {
            var clause = new Clause(number, link, connector) { Main = main };
            _clauses.Add(clause);
            return clause;
        }

        private static Clause MainOf(Clause clause)
        {
            while (clause is { Link: ClauseLink.Relative or ClauseLink.Excluded or ClauseLink.Subordinate or ClauseLink.Complement, Main: { } above })
            {
                clause = above;
            }

            return clause;
        }

        private string Lower(int i) => i >= 0 && i < tokens.Count ? tokens[i].Lower : "";

        private bool HasVerb(int from, int to) => Enumerable.Range(from, Math.Max(0, Math.Min(to, tokens.Count) - from)).Any(i => _verbs[i]);

        /// <summary>Content or a pronoun stands before the next verb.</summary>
        private bool HasSubject(int from) => Enumerable.Range(from, tokens.Count - from).TakeWhile(i => !_verbs[i]).Any(i => tokens[i].IsContent || ClauseWords.Pronouns.Contains(tokens[i].Lower));

        /// <summary>Where the stretch from a token on ends: at the next conjunction or mark.</summary>
        private int End(int from)
        {
            for (var i = from; i < tokens.Count; i++)
            {
                if (i > from && (tokens[i].Gap.AsSpan().ContainsAny(",;:()\u2014\u2013") && tokens[i].Gap.Contains(' ', StringComparison.Ordinal)
                    || ClauseWords.Coordinators.Contains(tokens[i].Lower)
                    || ClauseWords.Relatives.Contains(tokens[i].Lower)
                    || ClauseWords.Subordinators.Contains(tokens[i].Lower)))
                {
                    return i;
                }
            }

            return tokens.Count;
        }

        /// <summary>A second half without a verb: it has a preposition of the first ("spun in Dundee and flax in Belfast"), or a number where that has one.</summary>
        private bool IsGap(Clause open, int from, int to, bool comma)
        {
            if (!open.HasVerb)
            {
                return false;
            }

            var first = open.Words.Skip(open.Verb).ToList();
            var prepositions = first.Select(word => word.Token.Lower).Where(ClauseWords.Prepositions.Contains).Where(word => word is not "of" and not "between" and not "than").ToHashSet();
            var rest = Enumerable.Range(from, Math.Max(0, to - from)).ToList();
            var parallel = rest.Any(i => prepositions.Contains(tokens[i].Lower));
            var numbers = (first.Any(word => ClauseWords.Prepositions.Contains(word.Token.Lower) && word.Token.Lower != "of") || !IsNumber(tokens[from])) && first.Any(word => IsNumber(word.Token)) && rest.Any(i => IsNumber(tokens[i])) && !(!comma && first.Count > 0 && IsNumber(first[^1].Token) && IsNumber(tokens[from]))
                && first.FindLastIndex(word => word.Token.Lower == "between") <= first.FindLastIndex(word => word.Token.Lower == "and");
            // "in Leeds and York": a name or two after "and" is a list.
            return rest.Count > 1 && (parallel || numbers);
        }

        private static bool IsNumber(Token token) => token.Lower == "one" || char.IsDigit(token.Written[0]) || NumberSupport.IsNumberWord(token.Lower);

        private void Add(Clause clause, int i)
        {
            var token = tokens[i];
            clause.Words.Add(new ClauseWord(token, _verbs[i], PrepositionOf(clause, token, i), i));
        }

        private string? PrepositionOf(Clause clause, Token token, int i)
        {
            if (_verbs[i] || ClauseWords.Prepositions.Contains(token.Lower) || clause.Words.Count == 0)
            {
                return null;
            }

            var last = clause.Words[^1];
            if (clause.Words.Count == 1 && clause.Link == ClauseLink.Subordinate)
            {
                return null;
            }

            if (ClauseWords.Prepositions.Contains(last.Token.Lower) && !last.IsVerb && last.Token.Gap != "-")
            {
                return last.Token.Lower;
            }

            if (IsOwner(i))
            {
                return "of";
            }

            // A preposition governs what follows until a verb, a mark, or an article after the first noun.
            return last.Preposition is { } governs && !last.IsVerb && !(token.AfterPunctuation && token.Gap.Contains(',', StringComparison.Ordinal) && !GoesOn(last.Token, token))
                && !(ClauseWords.Determiners.Contains(token.Lower) && last.IsContent)
                ? governs
                : null;
        }

        /// <summary>"the comet's", "Yarrow Water's": who something belongs to.</summary>
        private bool IsOwner(int i)
        {
            for (var end = i + 3; i < end && i + 1 < tokens.Count && tokens[i].IsContent && !_verbs[i] && !BindingSupport.IsPossessive(tokens[i]) && tokens[i + 1].IsContent && !tokens[i + 1].AfterPunctuation;)
            {
                i++;
            }

            return BindingSupport.IsPossessive(tokens[i]);
        }

        /// <summary>Inside "Leeds, York and Hull" or a date.</summary>
        private static bool GoesOn(Token last, Token token) => (last.IsCapitalised && token.IsCapitalised) || (IsNumber(last) && IsNumber(token));

        /// <summary>What it shares with the clause before it, and what hangs on what.</summary>
        private void Finish(Clause clause)
        {
            var words = clause.Words;
            clause.Denies = words.Count(word => PolaritySupport.Denies(words.ConvertAll(other => other.Token), words.IndexOf(word))) % 2 == 1;
            clause.IsPassive = IsPassive(words);
            var ownSubject = words.Take(clause.Verb).Any(word => word.IsBare && word.IsContent);
            switch (clause)
            {
                case { Link: ClauseLink.Coordinated, Main: { } main } when !ownSubject:
                    clause.Shared.AddRange(SubjectOf(main).Where(word => word.IsBare || word.Preposition == "of" || !words.Exists(own => own.Preposition is "in" or "at" or "on")));
                    clause.IsPassive |= main.IsPassive && clause.HasVerb && !ClauseWords.Auxiliaries.Contains(words[clause.Verb].Token.Lower) && ClauseWords.IsPast(words[clause.Verb].Token.Lower)
                        && !words.Exists(word => word.IsVerb && ClauseWords.Auxiliaries.Contains(word.Token.Lower)) && clause.Right(clause.Verb).Count == 0;
                    break;
                case { Link: ClauseLink.Gapped, Main: { } main }:
                    Gap(clause, main);
                    break;
                case { Link: ClauseLink.Relative, Main: { } main }:
                    clause.Antecedents.AddRange(Antecedent(main, words.Count > 0 ? words[0].Place : 0));
                    break;
            }

            if (clause.HasVerb && words.Where(word => word.IsVerb).All(word => ClauseWords.ProVerbs.Contains(word.Token.Lower)) && clause.Main is { } said
                && words.Skip(clause.Verb).All(word => !word.IsContent || word.IsVerb))
            {
                clause.Shared.AddRange(said.Words.Skip(said.Verb).Where(word => !PolaritySupport.IsCue(word.Token.Lower)));
                clause.Shared.AddRange(Opening(said));
            }

            if (clause.Main is { } above && clause.Link is ClauseLink.Subordinate or ClauseLink.Relative or ClauseLink.Complement)
            {
                above.Attached.Add(clause);
            }
            else if (clause is { Main: { Link: ClauseLink.Subordinate } condition, Link: ClauseLink.Main })
            {
                clause.Attached.Add(condition);
            }
            else if (clause is { Link: ClauseLink.Coordinated or ClauseLink.Gapped, Main: { } first })
            {
                // What opens a sentence ("If a rash appears, …") holds for all that is joined to it.
                clause.Attached.AddRange(first.Attached.Where(other => other.Words.Count > 0 && first.Words.Count > 0 && other.Words[0].Place < first.Words[0].Place));
            }

            if (words.Exists(word => ClauseWords.Pronouns.Contains(word.Token.Lower)))
            {
                clause.Antecedents.AddRange(Nouns(before));
                clause.Antecedents.AddRange(Nouns(_clauses.TakeWhile(other => other != clause)).Where(word => words.Count > 0 && word.Place < words[0].Place));
            }
        }

        /// <summary>What a pronoun may stand for: not verbs, and no places or times, which are what two statements differ in.</summary>
        private static IEnumerable<ClauseWord> Nouns(IEnumerable<Clause> clauses) =>
            clauses.SelectMany(clause => clause.Words.Concat(clause.Shared)).Where(word => word.IsContent && !word.IsVerb && (word.IsBare || BindingSupport.IsPossessive(word.Token)) && !IsNumber(word.Token));

        private static IEnumerable<ClauseWord> SubjectOf(Clause main) =>
            main.Words.Take(main.Verb).Any(word => word.IsContent && word.IsBare)
                ? main.Words.Take(main.Verb).Where(word => word.IsContent)
                : main.Shared.Concat(main.Antecedents).Where(word => word.IsContent && !word.IsVerb);

        /// <summary>The words before a relative clause, back to a verb or the clause's start.</summary>
        private static IEnumerable<ClauseWord> Antecedent(Clause main, int place)
        {
            var earlier = main.Words.Where(word => word.Place < place).ToList();
            var from = earlier.FindLastIndex(word => word.IsVerb);
            return earlier.Skip(from + 1).Where(word => word.IsContent).Concat(from < 0 && earlier.Count == 0 ? main.Shared : []);
        }

        /// <summary>What stands before a sentence's subject ("At Merrow Farm, …") holds for what leaves its own verb out too.</summary>
        private static IEnumerable<ClauseWord> Opening(Clause main) => main.Words.TakeWhile(word => !word.IsVerb && (!word.IsBare || !word.IsContent)).Where(word => word.IsContent);

        private static void Gap(Clause clause, Clause main)
        {
            var words = clause.Words;
            var denies = words.Exists(word => word.Token.Lower is "not" or "none" or "neither" or "no");
            var opens = words.FindIndex(word => !ClauseWords.Coordinators.Contains(word.Token.Lower) && word.Token.Lower != "not");
            var first = opens < 0 ? "" : words[opens].Token.Lower;
            var own = words.Where(word => word.Preposition is not null).Select(word => word.Preposition).ToHashSet();
            var transitive = main.Words.Skip(main.Verb).Any(word => word.IsBare && word.IsContent && !word.IsVerb);
            clause.Shared.AddRange(main.Words.Where(word => word.IsVerb));
            clause.Shared.AddRange(main.Shared.Where(word => word.IsVerb));
            clause.IsPassive = main.IsPassive;
            if (!denies)
            {
                clause.Denies ^= main.Denies;
            }

            // "four minutes and the other for nine"
            if (words.Index().Any(word => IsNumber(word.Item.Token) && !(word.Index + 1 < words.Count && words[word.Index + 1].IsContent)))
            {
                clause.Shared.AddRange(main.Words.Where((word, i) => i > 0 && word.IsContent && !word.IsVerb && !IsNumber(word.Token) && IsNumber(main.Words[i - 1].Token)));
            }

            if (ClauseWords.Prepositions.Contains(first))
            {
                // "and from York": all but what it puts another thing in the place of.
                clause.Shared.AddRange(main.Words.Concat(main.Shared).Where(word => !word.IsVerb && word.IsContent && (word.IsBare || !own.Contains(word.Preposition))));
            }
            else if (first is "those" or "that" or "ones")
            {
                clause.Shared.AddRange(SubjectOf(main).Where(word => word.IsBare));
            }
            else if (transitive && !words.Exists(word => word.IsBare && word.Token.IsContent && SubjectOf(main).Any(other => other.Token.Stem == word.Token.Stem)))
            {
                // But "the upper layer coins" after "the lower layer contained pottery" brings a subject of its own.
                clause.Shared.AddRange(SubjectOf(main));
                if (!words.Exists(word => word.IsBare && word.Token.IsContent && !IsNumber(word.Token)))
                {
                    clause.Shared.AddRange(main.Words.Skip(main.Verb).Where(word => word.IsBare && word.Token.IsContent && !word.IsVerb && !IsNumber(word.Token)));
                }
            }
        }

        private static bool IsPassive(List<ClauseWord> words)
        {
            for (var i = 0; i < words.Count; i++)
            {
                if (!words[i].IsVerb || !IsParticiple(words[i].Token))
                {
                    continue;
                }

                var helped = words.Take(i).Reverse().TakeWhile(word => word.IsVerb || word.Token.Lower.EndsWith("ly", StringComparison.Ordinal) || !word.IsContent)
                    .Any(word => ClauseWords.Being.Contains(word.Token.Lower));
                if (helped || (i + 1 < words.Count && words[i + 1].Token.Lower == "by" && i + 2 < words.Count && !IsNumber(words[i + 2].Token)))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool IsParticiple(Token token) => !ClauseWords.Auxiliaries.Contains(token.Lower) && (ClauseWords.IsPast(token.Lower) || token.Lower.EndsWith("en", StringComparison.Ordinal)
            || token.Lower is "done" or "seen" or "known" or "shown" or "grown" or "thrown" or "drawn" or "run" or "won");

        private static bool IsVerb(IReadOnlyList<Token> tokens, int i)
        {
            var (token, before, after) = (tokens[i], i > 0 ? tokens[i - 1] : null, i + 1 < tokens.Count ? tokens[i + 1] : null);
            if (ClauseWords.Auxiliaries.Contains(token.Lower))
            {
                return token.Written != "May" || token.StartsSentence;
            }

            // A verb that no list has: "filters the lager".
            if (token.IsWord && before is not null && after is not null && !token.IsCapitalised && token.Lower.EndsWith('s') && token.Lower.Length > 4 && !token.AfterPunctuation
                && !token.Lower.EndsWith("ss", StringComparison.Ordinal) && !token.Lower.EndsWith("ous", StringComparison.Ordinal) && after.Lower is "the" or "a" or "an" or "its" or "their" or "his" or "her"
                && !after.AfterPunctuation && before.IsContent && !ClauseWords.IsLink(before.Lower) && !ClauseWords.Determiners.Contains(before.Lower))
            {
                return true;
            }

            if (!token.IsWord || token.Gap == "-" || after?.Gap == "-" || !ClauseWords.MayBeVerb(token) || (token.IsCapitalised && !token.StartsSentence && i > 0))
            {
                return false;
            }

            if (before is null)
            {
                // An order ("Knead the dough"), not a noun ("Visits to", "Claims must").
                return ClauseWords.IsBase(token) && after is not null
                    && (ClauseWords.Determiners.Contains(after.Lower) || (after.IsContent && !ClauseWords.MayBeVerb(after)) || after.Lower is "both" or "it" or "them" or "to" or "with");
            }

            if (before.Lower == "to")
            {
                return ClauseWords.IsBase(token);
            }

            if (ClauseWords.Relatives.Contains(before.Lower) && before.Lower is not ("whose" or "where"))
            {
                return true;
            }

            if (token.AfterPunctuation && !ClauseWords.IsPast(token.Lower))
            {
                return false; // ", claims for theft"
            }

            if (token.Lower.EndsWith("ing", StringComparison.Ordinal))
            {
                return ClauseWords.Being.Contains(before.Lower);
            }

            if (ClauseWords.Determiners.Contains(before.Lower) && before.Lower is not ("that" or "all" or "both" or "some" or "these" or "those")
                || (ClauseWords.Prepositions.Contains(before.Lower) && before.Lower != "than") || (char.IsDigit(before.Written[0]) && before.Written.Length != 4) || NumberSupport.IsNumberWord(before.Lower))
            {
                return false;
            }

            if (ClauseWords.Auxiliaries.Contains(before.Lower) || PolaritySupport.IsCue(before.Lower) && before.Lower is not ("no" or "without" or "none") || before.Lower.EndsWith("ly", StringComparison.Ordinal))
            {
                return true;
            }

            if (ClauseWords.IsPast(token.Lower))
            {
                // "the newly treated group": an adjective before its noun, after another of its kind.
                return !(after is { IsContent: true } && !ClauseWords.MayBeVerb(after) && !before.IsContent && !ClauseWords.Pronouns.Contains(before.Lower) && !ClauseWords.Coordinators.Contains(before.Lower));
            }

            // "price increase pays", "blood tests need": a noun before a verb.
            if (before.Lower == "that" && after is not null && ClauseWords.Auxiliaries.Contains(after.Lower))
            {
                return true; // "a job that fails is tried again"
            }

            if (after is not null && (ClauseWords.Auxiliaries.Contains(after.Lower) || (ClauseWords.MayBeVerb(after) && !after.IsCapitalised && (ClauseWords.IsPast(after.Lower) || after.Lower.EndsWith('s') != token.Lower.EndsWith('s')))))
            {
                return false;
            }

            var subject = (before.IsWord && !ClauseWords.IsLink(before.Lower) && !ClauseWords.Determiners.Contains(before.Lower)) || ClauseWords.Pronouns.Contains(before.Lower) || ClauseWords.Coordinators.Contains(before.Lower);
            // "ponies need", "the team measures"; in "the police reference" it is a noun.
            return subject && (!ClauseWords.NounVerbs.Contains(token.Stem) || !before.IsContent || before.IsCapitalised || before.Lower is "people" or "children" or "men" or "women" or "mice" || token.Lower.EndsWith('s') != before.Lower.EndsWith('s'));
        }
    }
}
