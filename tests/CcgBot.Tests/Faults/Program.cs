using System.Globalization;
using CcgBot.Tests.Faults;

// The test program is also the process that the fault suite starts and kills, and the suite's full form (bench/faults).
switch (args)
{
    case ["ingest", var folder, var from, var to, var batch]:
        return IngestProcess.Ingest(folder, Number(from), Number(to), Number(batch));
    case ["faults", var kills, var flips, var state]:
        return new FullSuite(state).Run(Number(kills), Number(flips)) ? 0 : 1;
    default:
        Console.Error.WriteLine("faults KILLS FLIPS STATE.tsv");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
