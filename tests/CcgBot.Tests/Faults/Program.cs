using System.Globalization;
using CcgBot.Tests.Faults;

// The test program is also the process that the fault suite starts and kills, and the suite's full form (bench/faults).
switch (args)
{
    case ["ingest", var folder, var from, var to, var batch]:
        return IngestProcess.Ingest(folder, Number(from), Number(to), Number(batch));
    case ["faults", var kills, var flips]:
        var suite = new FaultSuite(seed: 9, Console.WriteLine);
        List<string> wrong =
        [
            .. suite.FlipBytes(Number(flips)), .. suite.FlipStoreBytes(Number(flips)), .. suite.TearLog(Number(kills)), .. suite.TwoWriters(),
            .. suite.FillDisk(Number(kills) / 10), .. suite.Kill(Number(kills)),
        ];
        wrong.ForEach(Console.WriteLine);
        Console.WriteLine(wrong.Count == 0 ? "nothing lost, no wrong answer" : $"{wrong.Count} faults not withstood");
        return wrong.Count == 0 ? 0 : 1;
    default:
        Console.Error.WriteLine("faults KILLS FLIPS");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
