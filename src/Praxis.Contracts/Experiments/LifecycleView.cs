namespace Praxis.Contracts.Experiments;

/// <summary>Which things a search looks at.</summary>
public enum LifecycleView
{
    /// <summary>Those that live.</summary>
    ActiveOnly,

    /// <summary>Those that were deleted and can still be brought back.</summary>
    DeletedOnly,

    /// <summary>Both.</summary>
    All,
}
