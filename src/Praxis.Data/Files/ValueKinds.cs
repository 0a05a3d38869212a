namespace Praxis.Data.Files;

/// <summary>What a written value may be read as, and as what it would be written back to the byte.</summary>
[Flags]
internal enum ValueKinds
{
    None = 0,
    Integer = 1,
    Double = 2,
    Boolean = 4,
    Day = 8,
    Moment = 16,
    Zoned = 32,
    PlainInteger = 64,
    PlainDouble = 128,
    PlainBoolean = 256,
    PlainMoment = 512,
}
