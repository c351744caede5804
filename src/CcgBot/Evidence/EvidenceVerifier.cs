using System.Data.Common;
using System.Globalization;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>
/// Reads the whole log once and says what does not hold: links altered, removed, put in or moved; payloads altered, or removed without an
/// erasure link; an end cut off; a chain that is not the one whose heads were exported.
/// </summary>
public sealed class EvidenceVerifier(EvidenceLog log)
{
    /// <summary>After so many problems the rest are only counted.</summary>
    private const int ProblemsNamed = 50;

    /// <param name="heads">Heads exported earlier: each must be a link of this chain at its place.</param>
    /// <param name="headHash">A head's hash kept elsewhere (64 hex digits, or the first 16 or more): must be a link of this chain.</param>
    /// <param name="progress">Told how many links were read.</param>
    /// <exception cref="ArgumentException"><paramref name="headHash"/> is no hash.</exception>
    public EvidenceReport Verify(
        IReadOnlyList<ExportedHead>? heads = null, string? headHash = null, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        if (headHash is not null && (headHash.Length is < 16 or > 2 * EvidenceChain.Size || headHash.AsSpan().ContainsAnyExcept("0123456789abcdefABCDEF")))
        {
            throw new ArgumentException($"'{headHash}' is not a head: give the 64 hex digits that were exported (or the first 16 or more).");
        }

        log.Flush();
        using var connection = log.Database.Open();
        // One snapshot: the host may go on writing.
        using var snapshot = log.Database.BeginRead(connection);
        var pass = new Pass(log.Chain, headHash?.ToLowerInvariant(), (heads ?? []).ToLookup(exported => exported.Head.Seq));
        using (var command = connection.Command(
            "SELECT e.seq, e.id, e.at, e.kind, e.digest, e.mac, p.salt, p.payload FROM evidence e LEFT JOIN evidence_payload p ON p.seq = e.seq ORDER BY e.seq"))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                pass.Link(reader);
                if (pass.Records % 1000 == 0)
                {
                    progress?.Report(pass.Records);
                }
            }
        }

        pass.End(connection);
        return new EvidenceReport(pass.Records, pass.Erased, pass.Head, pass.Problems.Take(ProblemsNamed).ToList(), pass.Problems.Count);
    }

    /// <summary>One reading of the log, link by link.</summary>
    private sealed class Pass(EvidenceChain chain, string? headHash, ILookup<long, ExportedHead> heads)
    {
        private readonly List<long[]> _erasures = [];
        private readonly List<long> _missing = [];
        private byte[] _previous = chain.Genesis;
        private long _last;
        private bool _headSeen;

        public long Records { get; private set; }

        public long Erased => _missing.Count;

        public List<EvidenceProblem> Problems { get; } = [];

        public EvidenceHead Head => new(_last, _last == 0 ? "" : Convert.ToHexStringLower(_previous));

        public void Link(DbDataReader reader)
        {
            var link = new EvidenceLink(reader.GetInt64(0), Blob(reader, 1), reader.GetInt64(2), reader.GetString(3), Blob(reader, 4));
            var mac = Blob(reader, 5);
            if (link.Seq != _last + 1)
            {
                Problem(_last + 1, link.Seq - 1, "removed");
            }

            if (link.Kind.Length > byte.MaxValue || !EvidenceChain.Same(mac, chain.Mac(_previous, link)))
            {
                Problem(link.Seq, "does not follow from the record before it: altered, moved or put in");
            }

            Payload(reader, link);
            CheckHeads(link.Seq, mac);
            (_previous, _last) = (mac, link.Seq);
            Records++;
        }

        public void End(DbConnection connection)
        {
            foreach (var (first, last) in Pairs(SequenceRanges.Except(SequenceRanges.Of(_missing), _erasures)))
            {
                Problem(first, last, "payload removed without an erasure record");
            }

            foreach (var (first, last) in Pairs(_erasures))
            {
                if (connection.Scalar<long>("SELECT count(*) FROM evidence_payload WHERE seq BETWEEN $1 AND $2", first, last) is > 0 and var back)
                {
                    Problem(first, last, string.Create(CultureInfo.InvariantCulture, $"{back} payloads that were erased are there again"));
                }
            }

            if (connection.Scalar<long>("SELECT count(*) FROM evidence_payload WHERE seq NOT IN (SELECT seq FROM evidence)") is > 0 and var loose)
            {
                Problems.Add(new EvidenceProblem(null, string.Create(CultureInfo.InvariantCulture, $"{loose} payloads have no record: records were removed")));
            }

            CheckSeal(connection);
            foreach (var exported in heads.Where(group => group.Key > _last).SelectMany(group => group))
            {
                Problems.Add(new EvidenceProblem(null, string.Create(
                    CultureInfo.InvariantCulture, $"cut: the head exported on {exported.At:yyyy-MM-dd} had {exported.Head.Seq} records, the log has {_last}")));
            }

            if (headHash is not null && !_headSeen)
            {
                Problems.Add(new EvidenceProblem(null, $"the head {headHash} is not in this log: it was cut, or written anew"));
            }
        }

        private void Payload(DbDataReader reader, EvidenceLink link)
        {
            var note = link.Kind is EvidenceKinds.Erasure or EvidenceKinds.Break or EvidenceKinds.Change;
            if (reader.IsDBNull(7))
            {
                if (note)
                {
                    Problem(link.Seq, "the log's own note was removed");
                }
                else
                {
                    _missing.Add(link.Seq);
                }

                return;
            }

            var payload = Blob(reader, 7);
            if (!EvidenceChain.Same(link.Digest, EvidenceChain.Digest(Blob(reader, 6), payload)))
            {
                Problem(link.Seq, "payload altered");
            }
            else if (link.Kind == EvidenceKinds.Erasure)
            {
                _erasures.AddRange(EvidenceJson.Read<ErasureNote>(payload).Ranges);
            }
            else if (link.Kind == EvidenceKinds.Break)
            {
                var found = EvidenceJson.Read<BreakNote>(payload);
                Problem(link.Seq, string.Create(
                    CultureInfo.InvariantCulture, $"marks where the log was found cut or its head altered: {found.SealedSeq} records sealed, {found.FoundSeq} there"));
            }
        }

        private void CheckHeads(long seq, byte[] mac)
        {
            if (headHash is null && !heads.Contains(seq))
            {
                return;
            }

            var hash = Convert.ToHexStringLower(mac);
            _headSeen |= headHash is not null && hash.StartsWith(headHash, StringComparison.Ordinal);
            foreach (var exported in heads[seq].Where(exported => exported.Head.Hash != hash))
            {
                Problem(seq, string.Create(CultureInfo.InvariantCulture, $"is not the record whose hash was exported on {exported.At:yyyy-MM-dd}: the log was written anew"));
            }
        }

        private void CheckSeal(DbConnection connection)
        {
            var sealedHead = connection.Query(
                "SELECT seq, mac, seal FROM evidence_head", reader => (Seq: reader.GetInt64(0), Mac: Blob(reader, 1), Seal: Blob(reader, 2))).FirstOrDefault();
            if (sealedHead.Mac is null)
            {
                if (_last > 0)
                {
                    Problems.Add(new EvidenceProblem(null, "the log's sealed head was removed"));
                }
            }
            else if (!EvidenceChain.Same(sealedHead.Seal, chain.Seal(sealedHead.Seq, sealedHead.Mac)))
            {
                Problems.Add(new EvidenceProblem(null, "the log's sealed head was altered: records may have been cut from its end"));
            }
            else if (sealedHead.Seq > _last)
            {
                Problem(_last + 1, sealedHead.Seq, "cut from the log's end");
            }
            else if (sealedHead.Seq < _last || !EvidenceChain.Same(sealedHead.Mac, _previous))
            {
                Problem(_last, "is not the record that was sealed as the last");
            }
        }

        private static IEnumerable<(long First, long Last)> Pairs(IEnumerable<long[]> ranges) => ranges.Select(range => (range[0], range[1]));

        private static byte[] Blob(DbDataReader reader, int column) => reader.IsDBNull(column) ? [] : reader[column] as byte[] ?? [];

        private void Problem(long first, long last, string what)
        {
            if (first == last)
            {
                Problem(first, what);
            }
            else
            {
                Problems.Add(new EvidenceProblem(first, string.Create(CultureInfo.InvariantCulture, $"to {last}: {what}")));
            }
        }

        private void Problem(long seq, string what) => Problems.Add(new EvidenceProblem(seq, what));
    }
}

/// <param name="Records">Links read.</param>
/// <param name="Erased">Of these, how many have no payload any more.</param>
/// <param name="Problems">The first fifty.</param>
/// <param name="ProblemCount">All of them; 0 = the log is whole.</param>
public sealed record EvidenceReport(long Records, long Erased, EvidenceHead Head, IReadOnlyList<EvidenceProblem> Problems, int ProblemCount)
{
    public bool Whole => ProblemCount == 0;
}

/// <param name="Seq">The record it was found at; null for the log as a whole.</param>
public sealed record EvidenceProblem(long? Seq, string What)
{
    public override string ToString() => Seq is { } seq ? string.Create(CultureInfo.InvariantCulture, $"record {seq} {What}") : What;
}
